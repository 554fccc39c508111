package org.assay.lab.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.assay.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    @TempDir
    private Path folder;

    /** Put together byte by byte from TensorFlow's event.proto and the TFRecord layout by a script of its own. */
    private static final String BY_HAND =
            "1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a1a00000000"
                    + "000000129bd82d09000000000000f03f10032a0d0a0b0a046c6f7373150000003f7fb843774300000000000000"
                    + "b18525a009000000000000f03f10ac022a350a0b0a046c6f7373150000803e0a130a046e6f7465420b08071200"
                    + "4205776f7264730a110a03616363420a0801120022040000403f5080ccef2600000000000000734fe300090000"
                    + "00000000f03f10072a190a170a056578616374420e0802120032089a9999999999b93fd581768b";

    @Test
    void aFileMadeElsewhereIsRead() throws IOException {
        var file = Files.write(folder.resolve("e"), HexFormat.of().parseHex(BY_HAND));
        assertThat(EventFile.read(file))
                .containsExactly(
                        new Scalar("loss", 3, 0.5),
                        new Scalar("loss", 300, 0.25),
                        new Scalar("acc", 300, 0.75),
                        new Scalar("exact", 7, 0.1));
    }

    @Test
    void whatIsWrittenIsByteForByteWhatTheFormatAsks() throws IOException {
        var file = folder.resolve("e");
        EventFile.write(List.of(new Scalar("loss", 3, 0.5)), 1.0, file);
        // Same first two records: version, and loss 0.5 at step 3, at wall time 1.
        var expected = HexFormat.of().parseHex(BY_HAND);
        assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(expected, 82));
    }

    @Test
    void aTornEndIsLeftOutAndDamageIsSaidSo() throws IOException {
        var whole = HexFormat.of().parseHex(BY_HAND);
        var torn = Files.write(folder.resolve("torn"), Arrays.copyOf(whole, whole.length - 3));
        assertThat(EventFile.read(torn)).hasSize(3);
        whole[82 - 8] ^= 1;
        var damaged = Files.write(folder.resolve("damaged"), whole);
        assertThatThrownBy(() -> EventFile.read(damaged))
                .isInstanceOf(LabException.class)
                .hasMessage("The event file " + damaged + " is damaged: the checksum of a record is wrong.");
    }
}
