package org.assay.data.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.data.format.DataException;
import org.assay.data.format.Sphere;
import org.assay.data.format.Structure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialListsTest {
    @TempDir
    Path root;

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    @Test
    void videosHaveOneOrMoreSports() throws IOException {
        var labels = write("labels.txt", "aerobics\nballooning\ncurling\n");
        var train = write(
                "train_partition.txt", "https://www.youtube.com/watch?v=a 0\nhttps://www.youtube.com/watch?v=b 2,1\n");
        var test = write("test_partition.txt", "https://www.youtube.com/watch?v=c 1\n");
        var sports = Sports1M.read(labels, train, test);
        assertThat(sports.train())
                .containsExactly(
                        new Sports1M.Video("https://www.youtube.com/watch?v=a", List.of(0)),
                        new Sports1M.Video("https://www.youtube.com/watch?v=b", List.of(2, 1)));
        assertThat(sports.test()).hasSize(1);
        var wrong = write("wrong.txt", "https://www.youtube.com/watch?v=a 0,3\n");
        assertThatThrownBy(() -> Sports1M.read(labels, train, wrong))
                .hasMessage(wrong + ", line 1: 3 is outside 0 to 2");
    }

    private static byte[] bigEndian(int... samples) {
        var out = new ByteArrayOutputStream();
        for (int sample : samples) {
            out.write(sample >> 8);
            out.write(sample);
        }
        return out.toByteArray();
    }

    private static byte[] sphere(String format, int rate, byte[] samples) {
        var header = "NIST_1A\n   1024\nsample_rate -i " + rate + "\nchannel_count -i 1\nsample_n_bytes -i 2\n"
                + "sample_byte_format -s2 " + format + "\nsample_coding -s3 pcm\nend_head\n";
        var out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[1024 - header.length()]);
        out.writeBytes(samples);
        return out.toByteArray();
    }

    @Test
    void utterancesComeFromRawAndFromSphereFiles() throws IOException {
        write("etc/an4_train.fileids", "an4_clstk/fash/an251-fash-b\nan4_clstk/fash/an253-fash-b\n");
        var texts = write("etc/an4_train.transcription", "<s> YES </s> (an251-fash-b)\nGO FORTY TWO (an253-fash-b)\n");
        write("wav/an4_clstk/fash/an251-fash-b.raw", bigEndian(0, 16384, -32768));
        write("wav/an4_clstk/fash/an253-fash-b.sph", sphere("01", 16_000, new byte[] {0, 64, 0, -64}));
        var said = An4.read(root, An4.Part.TRAIN);
        assertThat(said).extracting(An4.Utterance::text).containsExactly("YES", "GO FORTY TWO");
        assertThat(said.getFirst().samples().toFloats()).containsExactly(0, 0.5f, -1);
        assertThat(said.getLast().samples().toFloats()).containsExactly(0.5f, -0.5f);
        Files.writeString(texts, "YES (an251-fash-b)\nGO (an252-fash-b)\n");
        assertThatThrownBy(() -> An4.read(root, An4.Part.TRAIN))
                .hasMessage(texts + ", line 2: words and (an253-fash-b) were expected");
    }

    @Test
    void brokenSphereFilesAreRefused() {
        assertThat(Sphere.read("s", sphere("10", 8000, bigEndian(3, -4))).samples())
                .containsExactly(3, -4);
        assertThatThrownBy(() -> Sphere.read("s", new byte[] {1, 2, 3}))
                .isInstanceOf(DataException.class)
                .hasMessage("s, byte 0: a SPHERE file starts with NIST_1A, this one does not");
        var odd = sphere("10", 8000, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Sphere.read("s", odd))
                .hasMessage("s, byte 1027: 3 bytes are no whole number of 2-byte frames");
        var shorten =
                new String(sphere("10", 8000, new byte[0]), StandardCharsets.US_ASCII).replace("s3 pcm", "s8 ulaw,sh");
        assertThatThrownBy(() -> Sphere.read("s", shorten.getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("this header has coding ulaw,sh");
    }

    @Test
    void smilesBecomeGraphsWithTheirHydrogens() {
        // Aspirin: C9H8O4, six atoms of its ring aromatic.
        var aspirin = Structure.smiles("CC(=O)Oc1ccccc1C(=O)O");
        assertThat(aspirin.atoms()).hasSize(13);
        assertThat(aspirin.bonds()).hasSize(13);
        assertThat(aspirin.atoms().stream().mapToInt(Structure.Atom::hydrogens).sum())
                .isEqualTo(8);
        assertThat(aspirin.atoms()).filteredOn(Structure.Atom::aromatic).hasSize(6);
        assertThat(aspirin.atoms()).filteredOn(atom -> atom.number() == 8).hasSize(4);
        assertThat(Structure.smiles("[NH4+]").atoms().getFirst())
                .extracting(Structure.Atom::number, Structure.Atom::charge, Structure.Atom::hydrogens)
                .containsExactly(7, 1, 4);
        assertThat(Structure.smiles("C#N").bonds().getFirst().order()).isEqualTo(3);
        assertThatThrownBy(() -> Structure.smiles("C1CC("))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("\"C1CC(\" is no SMILES");
    }

    private static final String WATERLESS = """
        carbon monoxide
          test

          2  1  0  0  0  0  0  0  0  0999 V2000
            0.0000    0.0000    0.5000 C   0  0
            0.0000    1.2000   -0.7000 O   0  0
          1  2  3  0
        M  CHG  2   1  -1   2   1
        M  END
        > <energy>
        -112.5

        $$$$
        """;

    @Test
    void sdFilesKeepPlacesAndProperties() {
        var structures = Structure.sdf("m.sdf", (WATERLESS + WATERLESS).getBytes(StandardCharsets.UTF_8));
        assertThat(structures).hasSize(2);
        var molecule = structures.getFirst();
        assertThat(molecule.name()).isEqualTo("carbon monoxide");
        assertThat(molecule.properties()).containsEntry("energy", "-112.5");
        assertThat(molecule.atoms()).extracting(Structure.Atom::number).containsExactly(6, 8);
        assertThat(molecule.atoms()).extracting(Structure.Atom::charge).containsExactly(-1, 1);
        assertThat(molecule.atoms().getLast())
                .extracting(Structure.Atom::x, Structure.Atom::y, Structure.Atom::z)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.0, 1.2, -0.7);
        assertThat(molecule.bonds()).containsExactly(new Structure.Bond(0, 1, 3, false));
        assertThatThrownBy(() ->
                        Structure.sdf("m.sdf", WATERLESS.replace("$$$$", "").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("m.sdf, line 13: the file ends inside a molecule, without $$$$");
        assertThatThrownBy(() ->
                        Structure.sdf("m.sdf", WATERLESS.replace("M  END\n", "").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("m.sdf, line 1: a molecule begins here that has no line \"M  END\"");
    }
}
