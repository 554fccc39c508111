package org.assay.lab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.store.Series;

/**
 * Follows a run that is going on, here or in another process of this machine: which trials are at work, how far they are, and the curves they have
 * reported so far. Reads files beside the run and touches nothing. For one thread at a time.
 */
public final class LiveRun {

    private static final int CHUNK = 1 << 20;
    private static final Duration CLOCK = Duration.ofSeconds(2);

    private final Path folder;
    private final Map<String, Follower> followers = new LinkedHashMap<>();

    LiveRun(RunFolder run) {
        this.folder = run.live();
    }

    /**
     * A trial at work.
     *
     * @param attempt 1 for the first
     * @param fraction how far it says it is, 0 to 1; NaN where it has not said
     * @param series points reported so far, by series, in order of first report
     */
    public record LiveTrial(String arm, long seed, int attempt, double fraction, Map<String, Series> series) {}

    /** Whether the laboratory that runs it is alive; also false for one on another machine. */
    public boolean going() {
        try {
            var words =
                    Files.readString(folder.resolve(LiveFolder.PROCESS)).strip().split(" ", 2);
            var began = Instant.ofEpochMilli(Long.parseLong(words[1]));
            // The start time tells the laboratory from a later process that got its number.
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().startInstant())
                    .filter(start -> Duration.between(start, began).abs().compareTo(CLOCK) < 0)
                    .isPresent();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** The trials at work, by arm and seed; reads what was added since the last call. */
    public List<LiveTrial> trials() {
        var files = going() ? files() : List.<String>of();
        followers.keySet().retainAll(files);
        var trials = new ArrayList<LiveTrial>();
        for (var file : files) {
            followers
                    .computeIfAbsent(file, name -> new Follower(folder.resolve(name)))
                    .trial()
                    .ifPresent(trials::add);
        }
        trials.sort(Comparator.comparing(LiveTrial::arm).thenComparingLong(LiveTrial::seed));
        return trials;
    }

    private List<String> files() {
        try (var paths = Files.list(folder)) {
            return paths.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches(".*\\.\\d{1,3}"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One attempt's file as far as it has been read. */
    private static final class Follower {

        private final Path file;
        private final int attempt;
        private final Map<String, PointBuffer> points = new LinkedHashMap<>();
        private Optional<Message.Begin> begin = Optional.empty();
        private double fraction = Double.NaN;
        private long read;

        private Follower(Path file) {
            this.file = file;
            var name = String.valueOf(file.getFileName());
            this.attempt = Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
        }

        private Optional<LiveTrial> trial() {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (readLines(channel)) {
                    // until no whole line is left
                }
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                // Shown as far as it was read.
            }
            return begin.map(b -> new LiveTrial(b.arm(), b.seed(), attempt, fraction, series()));
        }

        private boolean readLines(FileChannel channel) throws IOException {
            int wanted = (int) Math.min(CHUNK, channel.size() - read);
            if (wanted <= 0) {
                return false;
            }
            var bytes = new byte[wanted];
            int got = channel.read(ByteBuffer.wrap(bytes), read);
            int end = got - 1;
            while (end >= 0 && bytes[end] != '\n') {
                end--;
            }
            if (end < 0) {
                return false;
            }
            new String(bytes, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> Wire.parse(line).ifPresent(this::take));
            read += end + 1;
            return true;
        }

        private void take(Message message) {
            switch (message) {
                case Message.Begin b -> begin = Optional.of(b);
                case Message.Points p ->
                    points.computeIfAbsent(p.series(), _ -> new PointBuffer()).add(p.x(), p.y());
                case Message.Progress p -> fraction = Double.isNaN(p.fraction()) ? fraction : p.fraction();
                default -> {}
            }
        }

        private Map<String, Series> series() {
            var series = new LinkedHashMap<String, Series>();
            points.forEach((name, buffer) -> series.put(name, buffer.series()));
            return series;
        }
    }
}
