package org.assay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.assay.report.Excerpt;

/** What trials printed: the end of it in pages, more of it by itself. */
final class Logs {

    private static final int IN_PAGE = 8 << 10;
    private static final int WHOLE = 4 << 20;

    private final Archive archive;

    Logs(Archive archive) {
        this.archive = archive;
    }

    /** The last four megabytes; {@code arm} and {@code seed} are those of a trial of the run. */
    Optional<String> text(RunState run, String arm, long seed) {
        return file(run, arm, seed).map(file -> tail(file, WHOLE));
    }

    /** The end of the log, folded, with a link to the rest; nothing where the trial printed nothing. */
    Node folded(RunState run, String arm, long seed, String id) {
        var address = Url.path("runs", run.record().run(), "log") + Url.query("arm", arm, "seed", Long.toString(seed));
        return Node.of(file(run, arm, seed)
                .map(file -> Tag.of(
                                "details",
                                Tag.of("summary", "What it printed, " + size(file)),
                                Show.command(tail(file, IN_PAGE)),
                                Tag.of("p", Tag.link(address, "By itself")))
                        .with("id", id)));
    }

    private Optional<Path> file(RunState run, String arm, long seed) {
        return run.data()
                .log(arm, seed)
                .map(archive::inside)
                .filter(file -> file.toFile().length() > 0);
    }

    private static String size(Path file) {
        long bytes = file.toFile().length();
        return bytes < 1024 ? Excerpt.count(bytes, "byte") : Excerpt.bytes(bytes);
    }

    private static String tail(Path file, int most) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - most);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            int read = channel.read(bytes, from);
            var text = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8);
            return from == 0 ? text : "…" + text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
