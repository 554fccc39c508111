package org.assay.data.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches one address into a partial file, going on where an interrupted fetch ended, and tries again when the server
 * or the network fails.
 */
final class Downloader {
    private static final int BUFFER = 1 << 16;
    private static final long UPDATE_NANOS = 100_000_000;

    private final HttpClient client;
    private final Settings settings;
    private final Progress progress;

    /**
     * @param attempts how often an address is tried
     * @param pause before the second attempt; doubled before each further one
     * @param stall how long a connection may stay silent
     */
    record Settings(int attempts, Duration pause, Duration stall) {
        static final Settings STANDARD = new Settings(5, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    Downloader(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.stall())
                .build();
    }

    /** The address has nothing to offer, and trying it again would not change that. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Leaves the whole content at {@code partial}; when it fails, what has come stays there for the next attempt. */
    void fetch(URI address, Path partial, long expected) throws IOException {
        var pause = settings.pause();
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(address, partial, expected);
                return;
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                if (attempt == settings.attempts()) {
                    throw new IOException(e.getMessage() + ", after " + attempt + " attempts", e);
                }
                sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private void attempt(URI address, Path partial, long expected) throws IOException {
        long have = Files.exists(partial) ? Files.size(partial) : 0;
        if (expected >= 0 && have > expected) {
            Files.delete(partial);
            have = 0;
        }
        if (expected >= 0 && have == expected) {
            return;
        }
        var request = HttpRequest.newBuilder(address).timeout(settings.stall());
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("the download was interrupted");
        } catch (IOException e) {
            throw new IOException(address + " cannot be reached (" + reason(e) + ")", e);
        }
        try (var body = response.body()) {
            boolean resumed = have > 0 && continues(response, have);
            if (response.statusCode() == 416) {
                Files.delete(partial);
                throw new IOException(address + " has no byte " + have + " to go on from");
            }
            if (response.statusCode() != 200 && !resumed) {
                var problem = address + " answered with status " + response.statusCode();
                throw transitory(response.statusCode()) ? new IOException(problem) : new Refused(problem);
            }
            receive(address, body, partial, resumed ? have : 0, total(response, resumed ? have : 0, expected));
        }
    }

    /** The client says nothing of its own where a host is unknown or refuses the connection. */
    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no host of this name is found: check the network";
            }
        }
        return e instanceof ConnectException && e.getMessage() == null
                ? "nothing answers at this address"
                : String.valueOf(e.getMessage());
    }

    private static boolean continues(HttpResponse<?> response, long have) {
        return response.statusCode() == 206
                && response.headers()
                        .firstValue("Content-Range")
                        .filter(range -> range.startsWith("bytes " + have + "-"))
                        .isPresent();
    }

    private static boolean transitory(int status) {
        return status == 206 || status == 408 || status == 429 || status >= 500;
    }

    private static long total(HttpResponse<?> response, long have, long expected) {
        return expected >= 0
                ? expected
                : response.headers().firstValueAsLong("Content-Length").stream()
                        .map(length -> have + length)
                        .findFirst()
                        .orElse(DataFile.UNKNOWN);
    }

    private void receive(URI address, InputStream body, Path partial, long have, long total) throws IOException {
        var name = partial.getFileName().toString();
        var lastByte = new AtomicLong(System.nanoTime());
        try (var watchdog = new Watchdog(body, lastByte, settings.stall());
                var out = have > 0
                        ? Files.newOutputStream(partial, StandardOpenOption.APPEND)
                        : Files.newOutputStream(partial)) {
            var buffer = new byte[BUFFER];
            long done = have;
            long shown = System.nanoTime();
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                lastByte.set(System.nanoTime());
                if (total >= 0 && done > total) {
                    break;
                }
                if (lastByte.get() - shown > UPDATE_NANOS) {
                    shown = lastByte.get();
                    progress.update(name, done, total);
                }
            }
            if (watchdog.fired()) {
                throw new IOException(address + " fell silent after " + done + " bytes");
            }
            if (total >= 0 && done < total) {
                throw new IOException(address + " ended after " + done + " of " + total + " bytes");
            }
            progress.update(name, done, total >= 0 ? total : done);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(address.toString())
                    ? e
                    : new IOException(address + " broke off (" + e.getMessage() + ")", e);
        }
        if (total >= 0 && Files.size(partial) > total) {
            Files.delete(partial);
            throw new Refused(address + " sends more than the " + total + " bytes that were expected");
        }
    }

    private static void sleep(Duration pause) throws Refused {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("the download was interrupted");
        }
    }

    /** Closes a body that has been silent for too long, which makes the blocked read fail. */
    private static final class Watchdog implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("download-watchdog").factory());
        private volatile boolean fired;

        Watchdog(InputStream body, AtomicLong lastByte, Duration stall) {
            long period = Math.max(1, stall.toMillis() / 4);
            var _ = timer.scheduleAtFixedRate(
                    () -> {
                        if (System.nanoTime() - lastByte.get() > stall.toNanos()) {
                            fired = true;
                            try {
                                body.close();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    },
                    period,
                    period,
                    TimeUnit.MILLISECONDS);
        }

        boolean fired() {
            return fired;
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
