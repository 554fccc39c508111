package org.assay.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
    }

    private static byte[] idx(int... values) {
        var out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }

    @Test
    void idxHoldsSizesAndBytes() {
        var idx = Idx.read("a", idx(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255));
        assertThat(idx.sizes()).containsExactly(2, 3);
        assertThat(idx.values()).containsExactly(1, 2, 3, 4, 5, -1);
    }

    @Test
    void brokenIdxIsRefused() {
        refused(
                () -> Idx.read("a", idx(0, 1, 8, 1, 0, 0, 0, 0)),
                "a, byte 0: the magic number is 0x00010801; an IDX file of unsigned bytes starts with 0x000008");
        refused(
                () -> Idx.read("a", idx(0, 0, 8, 1, 0, 0, 0, 3, 1, 2)),
                "a, byte 8: 2 values where the sizes [3] ask for 3");
        refused(() -> Idx.read("a", idx(0, 0, 8)), "a, byte 3: the file ends inside its four-byte magic number");
        refused(
                () -> Idx.read("a", idx(0, 0, 8, 2, 0, 0, 0, 1)),
                "a, byte 3: 2 dimensions are declared and the header does not hold their sizes");
    }

    @Test
    void cifarRecordsHoldLabelsThenPlanes() {
        var two = new byte[2 * 3074];
        two[0] = 3;
        two[1] = 42;
        two[2] = 9;
        two[3074 + 1] = 7;
        two[2 * 3074 - 1] = 8;
        var records = CifarBinary.read("b", two, 20, 100);
        assertThat(records.labels()[0]).containsExactly(3, 0);
        assertThat(records.labels()[1]).containsExactly(42, 7);
        assertThat(records.pixels()[0]).isEqualTo((byte) 9);
        assertThat(records.pixels()[2 * 3072 - 1]).isEqualTo((byte) 8);
        refused(
                () -> CifarBinary.read("b", Arrays.copyOf(two, 5000), 20, 100),
                "b, byte 3074: 1926 bytes are left where a record of 3074 was expected");
        two[3074 + 1] = 100;
        refused(
                () -> CifarBinary.read("b", two, 20, 100),
                "b, byte 3075: label 100 of record 1 is not among the 100 classes");
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void picturesBecomePlanes() throws IOException {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xff00fe);
        var picture = Picture.read("p", png(image));
        assertThat(picture)
                .extracting(Picture::channels, Picture::height, Picture::width)
                .containsExactly(3, 1, 2);
        assertThat(picture.samples()).containsExactly(1, -1, 2, 0, 3, -2);
    }

    @Test
    void greyPicturesKeepOneChannelAndTheirValues() throws IOException {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 2, 2, new int[] {0, 100, 200, 255});
        assertThat(Picture.read("p", png(image)).samples()).containsExactly(0, 100, -56, -1);
        assertThat(Picture.readMask("p", png(image)).channels()).isEqualTo(1);
    }

    @Test
    void brokenPicturesAreRefused() throws IOException {
        refused(() -> Picture.read("p", bytes("no picture")), "p, byte 0: this is no PNG, JPEG, BMP or GIF picture");
        var noise = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 3600; i++) {
            noise.setRGB(i % 60, i / 60, random.nextInt());
        }
        var image = png(noise);
        for (int length : new int[] {20, 60, 5000, image.length - 200}) {
            assertThatThrownBy(() -> Picture.read("p", Arrays.copyOf(image, length)))
                    .as("%d of %d bytes", length, image.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("p: the picture ");
        }
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(noise, "jpg", jpeg);
        assertThat(Picture.read("p", jpeg.toByteArray()).width()).isEqualTo(60);
        assertThatThrownBy(() -> Picture.read("p", Arrays.copyOf(jpeg.toByteArray(), jpeg.size() / 2)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("p: the picture ");
        assertThatThrownBy(() -> Picture.readMask("p", image)).hasMessageContaining("a mask has one channel");
    }

    private static byte[] wav(int channels, int bits, short... samples) {
        var out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(bytes("RIFF"))
                .putInt(36 + 2 * samples.length)
                .put(bytes("WAVEfmt "))
                .putInt(16);
        out.putShort((short) 1).putShort((short) channels).putInt(8000).putInt(16000 * channels);
        out.putShort((short) (2 * channels)).putShort((short) bits);
        out.put(bytes("data")).putInt(2 * samples.length);
        for (short sample : samples) {
            out.putShort(sample);
        }
        return out.array();
    }

    @Test
    void wavHoldsSamples() {
        var wav = Wav.read("w", wav(1, 16, (short) 1, (short) -2, Short.MAX_VALUE));
        assertThat(wav.rate()).isEqualTo(8000);
        assertThat(wav.samples()).containsExactly(1, -2, 32767);
        assertThat(Wav.read("w", wav(2, 16, (short) 1, (short) 2, (short) 3, (short) 4))
                        .samples())
                .containsExactly(1, 3);
    }

    @Test
    void brokenWavIsRefused() {
        refused(
                () -> Wav.read("w", bytes("RIFX")),
                "w, byte 0: a WAV file starts with RIFF and WAVE, this one does not");
        var whole = wav(1, 16, (short) 1, (short) 2);
        refused(
                () -> Wav.read("w", Arrays.copyOf(whole, 46)),
                "w, byte 36: the chunk \"data\" declares 4 bytes and the file ends after 2");
        refused(
                () -> Wav.read("w", wav(1, 8)),
                "w, byte 20: uncompressed 16-bit samples are read; this is format 1 with 8 bits, 1 channels and 8000"
                        + " samples a second");
        refused(() -> Wav.read("w", Arrays.copyOf(whole, 36)), "w, byte 36: there is no chunk of samples");
    }

    @Test
    void csvKeepsQuotedSeparatorsQuotesAndLineEnds() {
        var csv = Csv.commas("c", bytes("a,b\r\n\"1,5\",\"say \"\"hi\"\"\"\n\"two\nlines\",\n"));
        assertThat(csv.rows("a", "b"))
                .extracting(Csv.Row::fields)
                .containsExactly(List.of("1,5", "say \"hi\""), List.of("two\nlines", ""));
        assertThat(csv.rows().get(2).line()).isEqualTo(3);
        assertThat(Csv.tabs("c", bytes("x\t\"y\nz\t")).rows())
                .extracting(Csv.Row::fields)
                .containsExactly(List.of("x", "\"y"), List.of("z", ""));
    }

    @Test
    void brokenCsvIsRefused() {
        refused(() -> Csv.commas("c", bytes("a,b\n1\n")), "c, line 2: 1 fields where the rows before have 2");
        refused(() -> Csv.commas("c", bytes("a\n\"b\nc")), "c, line 2: a quoted field is not closed");
        refused(
                () -> Csv.commas("c", bytes("\"b\"c,d")),
                "c, line 1: \"c\" follows a closing quote; a separator was expected");
        refused(
                () -> Csv.commas("c", bytes("a,b\n")).rows("a", "c"),
                "c, line 1: the header is a,b where a,c was expected");
        refused(
                () -> Csv.commas("c", bytes("a,b\n")).column("x"),
                "c, line 1: there is no column \"x\"; there are a, b");
        var rows = Csv.commas("c", bytes("x,NaN,7")).rows();
        refused(() -> rows.getFirst().number(0), "c, line 1: \"x\" is not a number");
        refused(() -> rows.getFirst().number(1), "c, line 1: \"NaN\" is not a finite number");
        refused(() -> rows.getFirst().integer(2, 0, 6), "c, line 1: 7 is outside 0 to 6");
    }

    @Test
    void textIsStrictUtf8() {
        assertThat(Text.lines("t", bytes("é\r\n\nb"))).containsExactly("é", "", "b");
        assertThat(Text.decode("t", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'}))
                .isEqualTo("a");
        refused(
                () -> Text.decode("t", new byte[] {'a', '\n', (byte) 0xE9, 'b'}),
                "t, line 2: byte 2 (0xe9) is not UTF-8; convert the file to UTF-8");
        refused(
                () -> Text.decode("t", new byte[] {'a', (byte) 0xC3}),
                "t, line 1: byte 1 (0xc3) is not UTF-8; convert the file to UTF-8");
    }

    @Test
    void abcTunesEndAtABlankLineOrTheNext() {
        var tunes = Abc.read(
                "n", bytes("X: 1\nT:One\nM:6/8\n% remark\nK:G\nGAB|c2d|\n\nX:2\nK:D\nP:A\nd4|\nX:3\nK:C\n|:c|\n"));
        assertThat(tunes).extracting(Abc.Tune::number).containsExactly(1, 2, 3);
        assertThat(tunes.getFirst())
                .extracting(Abc.Tune::title, Abc.Tune::metre, Abc.Tune::key, Abc.Tune::music)
                .containsExactly("One", "6/8", "G", "GAB|c2d|");
        assertThat(tunes.getLast().music()).isEqualTo("|:c|");
        refused(() -> Abc.read("n", bytes("GAB")), "n, line 1: \"GAB\" stands outside a tune; a tune starts with X:");
        refused(() -> Abc.read("n", bytes("X:4\nT:no key\n")), "n, line 1: tune 4 has no key (K:)");
    }

    @Test
    void xyzHoldsMoleculesOneAfterAnother() {
        var molecules = Xyz.read("x", bytes("2\nid -1.5 2\nH 0 0 0.5\nC 1 2 3\n1\nb 1 1\nO 0 0 0\n"));
        assertThat(molecules).hasSize(2);
        assertThat(molecules.getFirst().atoms()).containsExactly(1, 6);
        assertThat(molecules.getFirst().positions()[1]).containsExactly(1, 2, 3);
        assertThat(molecules.getFirst().comment()).containsExactly("id", "-1.5", "2");
        assertThat(molecules.getLast().line()).isEqualTo(5);
        refused(
                () -> Xyz.read("x", bytes("2\nc\nH 0 0 0\n")),
                "x, line 1: 2 atoms are declared and the file ends after 1");
        refused(() -> Xyz.read("x", bytes("1\nc\nQq 0 0 0\n")), "x, line 3: \"Qq 0 0 0\" is no element and position");
    }

    @Test
    void objHoldsTriangles() {
        var obj = Obj.read("o", bytes("# c\nv 0 0 0\nv 1 0 0\nv 0 1.5 0\nvt 0 0\nf 1/1 2/1 3/1\n"));
        assertThat(obj.vertices()[2]).containsExactly(0, 1.5, 0);
        assertThat(obj.triangles()).isDeepEqualTo(new int[][] {{0, 1, 2}});
        refused(() -> Obj.read("o", bytes("v 0 0 0\nf 1 1 2\n")), "o, line 2: 2 is outside 1 to 1");
        refused(() -> Obj.read("o", bytes("f 1 2 3 4\n")), "o, line 1: \"f\" takes three values here, not 4");
    }
}
