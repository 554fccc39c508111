package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Change;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.Scale;
import org.assay.lab.run.RunRequest.StudyRef;
import org.junit.jupiter.api.Test;

class WireTest {

    private static Message there(Message message) throws IOException {
        var out = new ByteArrayOutputStream();
        new Wire(out).send(message);
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").doesNotContain("\n\n");
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return Wire.parse(text.strip()).orElseThrow();
    }

    @Test
    void messagesArriveAsTheyWereSent() throws IOException {
        var request = new RunRequest(
                new StudyRef("a.B", List.of(Path.of("/some where/classes"))),
                Scale.LAPTOP,
                Optional.of(List.of(3, 5)),
                List.of("x=1,y=a b"),
                List.of(
                        new Change("rate", 0.1),
                        new Change("width", 3),
                        new Change("on", true),
                        new Change("kind", "TREE")),
                2,
                Optional.of(Duration.ofMinutes(5)),
                true);
        var pilot = new RunRequest(
                        StudyRef.of("toy"),
                        Scale.SMOKE,
                        Optional.of(List.of(3)),
                        List.of(),
                        List.of(),
                        0,
                        Optional.empty(),
                        false)
                .asPilot();
        var cost = new Cost(0.1, 2.5, 1L << 40, Optional.empty(), Optional.of(3e15));
        var messages = List.of(
                new Message.Prepare(request, "/tmp/shared", "abc"),
                new Message.Prepare(pilot, "/tmp/shared", "abc"),
                new Message.Begin("arm \"with\" quotes\nand lines", Long.MIN_VALUE, "", "c"),
                new Message.AskStack(),
                new Message.Ready(Map.of("assay.threads", "1"), Map.of("libtorch", "2.10")),
                new Message.Refused("no"),
                new Message.Progress(0.25),
                new Message.Sample("s", "ünïcödé \u0000 \u2028"),
                new Message.Shared("teacher", "ff", cost),
                new Message.Stack(List.of("a", "b")),
                new Message.Done(cost),
                new Message.Failed("why", Fault.HANG, cost));
        for (var message : messages) {
            assertThat(there(message)).isEqualTo(message);
        }
    }

    @Test
    void doublesKeepTheirBits() throws IOException {
        var values = new double[] {
            0.0,
            -0.0,
            1,
            -1,
            0.1,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Math.PI,
            1e22,
            Math.nextUp(1e16),
            Double.MIN_NORMAL
        };
        var points = (Message.Points) there(new Message.Points("s", values, values));
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.doubleToLongBits(points.x()[i])).isEqualTo(Double.doubleToLongBits(values[i]));
            var cell = (Message.Cell) there(new Message.Cell("c", false, values[i]));
            assertThat(Double.doubleToLongBits(cell.value())).isEqualTo(Double.doubleToLongBits(values[i]));
        }
    }

    @Test
    void picturesKeepTheirPixels() throws IOException {
        var pixels = new byte[256];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        var picture = (Message.Picture) there(new Message.Picture("p", 1, 16, 16, pixels));
        assertThat(picture.pixels()).containsExactly(pixels);
    }

    @Test
    void otherOutputIsNoMessage() {
        assertThat(Wire.parse("[W123] a native warning")).isEmpty();
        assertThat(Wire.parse("{\"t\":\"unheard of\"}")).isEmpty();
        assertThat(Wire.parse("{\"t\":")).isEmpty();
        assertThat(Wire.parse("")).isEmpty();
    }

    private record Plain(int a, List<String> b, Inner c) {}

    private record Inner(Scale d) {}

    private record Odd(Object o) {}

    @Test
    void recordsOfPlainValuesHaveOneText() {
        assertThat(Fields.of(new Plain(1, List.of("x,y", "z"), new Inner(Scale.PAPER)))
                        .text())
                .isEqualTo("{\"a\":1,\"b\":[\"x,y\",\"z\"],\"c\":{\"d\":\"PAPER\"}}");
        assertThatThrownBy(() -> Fields.of(new Odd(new int[1])))
                .hasMessage(
                        "A setting is a int[]; it must be a number, a boolean, a string, an enum, a list or a record of these.");
    }
}
