package org.assay.lab.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import org.assay.lab.RunRecord.Cost;

/** Messages as lines of JSON. */
final class Wire {

    private static final String TYPE = "t";

    private final OutputStream out;

    Wire(OutputStream out) {
        this.out = out;
    }

    /** Safe from any thread. */
    void send(Message message) throws IOException {
        var line = new ByteArrayOutputStream(128);
        fields(message).write(line);
        line.write('\n');
        synchronized (this) {
            line.writeTo(out);
            out.flush();
        }
    }

    private static Fields fields(Message message) {
        return switch (message) {
            case Message.Prepare m ->
                type("prepare")
                        .with("request", Requests.fields(m.request()))
                        .with("shared", m.sharedFolder())
                        .with("code", m.codeHash());
            case Message.Begin m ->
                type("begin")
                        .with("arm", m.arm())
                        .with("seed", m.seed())
                        .with("log", m.log())
                        .with("checkpoints", m.checkpoints());
            case Message.AskStack _ -> type("ask-stack");
            case Message.Ready m -> type("ready").with("settings", m.settings()).with("libraries", m.libraries());
            case Message.Refused m -> type("refused").with("cause", m.cause());
            case Message.Cell m ->
                type("cell").with("name", m.name()).with("timing", m.timing()).with("value", m.value());
            case Message.Points m ->
                type("points").with("series", m.series()).with("x", m.x()).with("y", m.y());
            case Message.Progress m -> type("progress").with("fraction", m.fraction());
            case Message.Picture m ->
                type("picture")
                        .with("name", m.name())
                        .with("channels", m.channels())
                        .with("height", m.height())
                        .with("width", m.width())
                        .with("pixels", m.pixels());
            case Message.Sample m -> type("sample").with("name", m.name()).with("text", m.text());
            case Message.Shared m ->
                type("shared")
                        .with("name", m.name())
                        .with("address", m.address())
                        .with("cost", fields(m.cost()));
            case Message.Data m -> type("data").with("hashes", m.hashes());
            case Message.Stack m -> type("stack").with("frames", m.frames());
            case Message.Done m -> type("done").with("cost", fields(m.cost()));
            case Message.Failed m ->
                type("failed").with("cause", m.cause()).with("kind", m.kind()).with("cost", fields(m.cost()));
        };
    }

    private static Fields type(String type) {
        return Fields.of().with(TYPE, type);
    }

    static Fields fields(Cost cost) {
        var fields = Fields.of()
                .with("cpu", cost.cpuSeconds())
                .with("wall", cost.wallSeconds())
                .with("peak", cost.peakBytes());
        cost.operations().ifPresent(count -> fields.with("operations", count));
        return fields;
    }

    static Cost cost(Fields f) {
        Optional<Double> operations = f.has("operations") ? Optional.of(f.number("operations")) : Optional.empty();
        return new Cost(f.number("cpu"), f.number("wall"), f.whole("peak"), Optional.empty(), operations);
    }

    /** Empty for a line that is no message, such as output of a native library that slipped in. */
    static Optional<Message> parse(String line) {
        return Fields.parse(line).filter(f -> f.has(TYPE)).flatMap(Wire::message);
    }

    private static Optional<Message> message(Fields f) {
        return Optional.ofNullable(
                switch (f.text(TYPE)) {
                    case "prepare" ->
                        new Message.Prepare(Requests.request(f.object("request")), f.text("shared"), f.text("code"));
                    case "begin" ->
                        new Message.Begin(f.text("arm"), f.whole("seed"), f.text("log"), f.text("checkpoints"));
                    case "ask-stack" -> new Message.AskStack();
                    case "ready" ->
                        new Message.Ready(
                                f.object("settings").textMap(),
                                f.object("libraries").textMap());
                    case "refused" -> new Message.Refused(f.text("cause"));
                    case "cell" -> new Message.Cell(f.text("name"), f.flag("timing"), f.number("value"));
                    case "points" -> new Message.Points(f.text("series"), f.numbers("x"), f.numbers("y"));
                    case "progress" -> new Message.Progress(f.number("fraction"));
                    case "picture" ->
                        new Message.Picture(
                                f.text("name"),
                                (int) f.whole("channels"),
                                (int) f.whole("height"),
                                (int) f.whole("width"),
                                Base64.getDecoder().decode(f.text("pixels")));
                    case "sample" -> new Message.Sample(f.text("name"), f.text("text"));
                    case "shared" -> new Message.Shared(f.text("name"), f.text("address"), cost(f.object("cost")));
                    case "data" -> new Message.Data(f.object("hashes").textMap());
                    case "stack" -> new Message.Stack(f.texts("frames"));
                    case "done" -> new Message.Done(cost(f.object("cost")));
                    case "failed" ->
                        new Message.Failed(f.text("cause"), Fault.valueOf(f.text("kind")), cost(f.object("cost")));
                    default -> null;
                });
    }
}
