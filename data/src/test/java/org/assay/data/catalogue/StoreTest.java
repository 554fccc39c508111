package org.assay.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        address = "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private Store store(String mirror) {
        var settings = new Downloader.Settings(3, Duration.ofMillis(1), Duration.ofMillis(500));
        return new Store(
                folder, mirror, new Downloader(settings, (file, done, total) -> progress.add(done + "/" + total)));
    }

    private static DataSet set(DataFile... files) {
        return new DataSet(
                "tiny",
                "a set",
                URI.create("http://home.example"),
                "none",
                "nobody",
                List.of(),
                List.of(new Edition("original", List.of(files))),
                "");
    }

    private DataFile file(String path) {
        return new DataFile(path, CONTENT.length, Checksums.sha256(CONTENT), List.of(URI.create(address + path)));
    }

    private void answer(String path, Answer answer) {
        server.createContext("/" + path, exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static void whole(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
    }

    /** What is left in the set's folder. */
    private List<String> installed() throws IOException {
        if (!Files.exists(folder.resolve("tiny"))) {
            return List.of();
        }
        try (var files = Files.walk(folder.resolve("tiny"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileIsFetchedOnceAndThenComesFromTheCache() throws IOException {
        var requests = new AtomicInteger();
        answer("data.bin", exchange -> {
            requests.incrementAndGet();
            whole(exchange);
        });
        var store = store("");
        var set = set(file("data.bin"));
        assertThat(store.status(set)).isEqualTo(Store.Status.ABSENT);
        assertThat(store.fetch(set).bytes("data.bin")).isEqualTo(CONTENT);
        assertThat(store.fetch(set).bytes("data.bin")).isEqualTo(CONTENT);
        assertThat(store.status(set)).isEqualTo(Store.Status.PRESENT);
        assertThat(requests).hasValue(1);
        assertThat(progress).last().isEqualTo("300000/300000");
        assertThat(installed()).containsExactly("data.bin");
    }

    @Test
    void redirectsAreFollowed() {
        answer("old.bin", exchange -> {
            exchange.getResponseHeaders().add("Location", address + "new.bin");
            exchange.sendResponseHeaders(302, -1);
        });
        answer("new.bin", StoreTest::whole);
        assertThat(store("").fetch(set(file("old.bin"))).bytes("old.bin")).isEqualTo(CONTENT);
    }

    @Test
    void aBrokenTransferIsResumedWhereItEnded() {
        var ranges = new ArrayList<String>();
        answer("data.bin", exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            int to = Math.min(CONTENT.length, from + 200_000);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
            exchange.getResponseBody().write(CONTENT, from, to - from);
            exchange.getResponseBody().flush();
        });
        assertThat(store("").fetch(set(file("data.bin"))).bytes("data.bin")).isEqualTo(CONTENT);
        // How much of what was sent arrives before the connection breaks is up to the network.
        assertThat(ranges).hasSizeGreaterThan(1).first().isEqualTo("null");
        assertThat(ranges.subList(1, ranges.size())).allMatch(range -> range.matches("bytes=[1-9]\\d*-"));
    }

    @Test
    void aServerWithoutRangesStartsAgain() {
        var attempts = new AtomicInteger();
        answer("data.bin", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, attempts.getAndIncrement() == 0 ? 1000 : CONTENT.length);
            exchange.getResponseBody().flush();
        });
        assertThat(store("").fetch(set(file("data.bin"))).bytes("data.bin")).isEqualTo(CONTENT);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aSilentServerIsLeftAndAskedAgain() {
        var attempts = new AtomicInteger();
        answer("data.bin", exchange -> {
            if (attempts.getAndIncrement() > 0) {
                whole(exchange);
                return;
            }
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            await(end);
        });
        assertThat(store("").fetch(set(file("data.bin"))).bytes("data.bin")).isEqualTo(CONTENT);
        assertThat(attempts).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTruncatedFileIsRefusedByNameAndNothingIsInstalled() throws IOException {
        answer("data.bin", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CONTENT, 0, 5);
        });
        assertThatThrownBy(() -> store("").fetch(set(file("data.bin"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data.bin ended after 5 of 300000 bytes, after 3 attempts");
        assertThat(installed()).doesNotContain("data.bin");
    }

    @Test
    void aWrongChecksumIsRefusedByNameAndTheNextAddressTried() throws IOException {
        var swapped = CONTENT.clone();
        swapped[1234]++;
        answer("swapped.bin", exchange -> {
            exchange.sendResponseHeaders(200, swapped.length);
            exchange.getResponseBody().write(swapped);
        });
        answer("right.bin", StoreTest::whole);
        var bad = URI.create(address + "swapped.bin");
        var sha = Checksums.sha256(CONTENT);
        assertThatThrownBy(() -> store("").fetch(set(new DataFile("data.bin", CONTENT.length, sha, List.of(bad)))))
                .hasMessageContaining("data.bin from " + bad + " has the SHA-256 " + Checksums.sha256(swapped)
                        + " where " + sha + " was expected and is refused");
        assertThat(installed()).isEmpty();
        var both = List.of(bad, URI.create(address + "right.bin"));
        assertThat(store("")
                        .fetch(set(new DataFile("data.bin", CONTENT.length, sha, both)))
                        .bytes("data.bin"))
                .isEqualTo(CONTENT);
    }

    @Test
    void tooLongAnAnswerIsCutOff() throws IOException {
        answer("data.bin", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(CONTENT);
            }
        });
        assertThatThrownBy(() -> store("").fetch(set(file("data.bin"))))
                .hasMessageContaining("sends more than the 300000 bytes that were expected");
        assertThat(installed()).isEmpty();
    }

    @Test
    void aMissingFileIsNotAskedForAgain() {
        var requests = new AtomicInteger();
        answer("data.bin", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        assertThatThrownBy(() -> store("").fetch(set(file("data.bin"))))
                .hasMessageContaining("the data set tiny cannot be had")
                .hasMessageContaining("data.bin answered with status 404");
        assertThat(requests).hasValue(1);
    }

    /** A port that nobody listens at: the client's own exception has no message. */
    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        server.stop(0);
        assertThatThrownBy(() -> store("").fetch(set(file("data.bin"))))
                .hasMessageContaining(
                        address + "data.bin cannot be reached (nothing answers at this address), after 3 attempts");
        var nowhere = new DataFile("data.bin", 1, "", List.of(URI.create("http://host.invalid/data.bin")));
        assertThatThrownBy(() -> store("").fetch(set(nowhere)))
                .hasMessageContaining("http://host.invalid/data.bin cannot be reached (")
                .hasMessageNotContaining("null");
    }

    @Test
    void aBusyServerIsAskedAgain() {
        var requests = new AtomicInteger();
        answer("data.bin", exchange -> {
            if (requests.getAndIncrement() < 2) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                whole(exchange);
            }
        });
        assertThat(store("").fetch(set(file("data.bin"))).bytes("data.bin")).isEqualTo(CONTENT);
    }

    @Test
    void aCompressedAddressIsDecompressedOnArrival() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(CONTENT);
        }
        answer("data.bin.gz", exchange -> {
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        var file = new DataFile(
                "data.bin", CONTENT.length, Checksums.sha256(CONTENT), List.of(URI.create(address + "data.bin.gz")));
        assertThat(store("").fetch(set(file)).bytes("data.bin")).isEqualTo(CONTENT);
        assertThat(installed()).containsExactly("data.bin");
    }

    @Test
    void theMirrorComesBeforeThePublishedAddress(@TempDir Path mirror) throws IOException {
        answer("data.bin", exchange -> {
            throw new AssertionError("the published address was asked");
        });
        Files.createDirectories(mirror.resolve("tiny"));
        Files.write(mirror.resolve("tiny/data.bin"), CONTENT);
        assertThat(store(mirror.toString()).fetch(set(file("data.bin"))).bytes("data.bin"))
                .isEqualTo(CONTENT);
    }

    @Test
    void theMirrorMayBeAnAddress() {
        answer("mirror/tiny/data.bin", StoreTest::whole);
        var published = new DataFile("data.bin", CONTENT.length, Checksums.sha256(CONTENT), List.of());
        assertThat(store(address + "mirror").fetch(set(published)).bytes("data.bin"))
                .isEqualTo(CONTENT);
    }

    @Test
    void aSwappedFileInTheMirrorIsNotTaken(@TempDir Path mirror) throws IOException {
        answer("data.bin", StoreTest::whole);
        Files.createDirectories(mirror.resolve("tiny"));
        Files.write(mirror.resolve("tiny/data.bin"), new byte[CONTENT.length]);
        assertThat(store(mirror.toString()).fetch(set(file("data.bin"))).bytes("data.bin"))
                .isEqualTo(CONTENT);
    }

    @Test
    void aFileDamagedInTheCacheIsRefusedByNameAndCanBeReplaced() throws IOException {
        answer("data.bin", StoreTest::whole);
        var store = store("");
        var set = set(file("data.bin"));
        var copy = store.fetch(set);
        var damaged = CONTENT.clone();
        damaged[7]++;
        Files.write(folder.resolve("tiny/data.bin"), damaged);
        assertThatThrownBy(() -> copy.bytes("data.bin"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("tiny/data.bin is not the file the catalogue names")
                .hasMessageContaining("assay data get tiny");
        assertThat(store.repair(set).bytes("data.bin")).isEqualTo(CONTENT);
    }

    @Test
    void twoThatWantTheSameSetFetchItOnce() throws Exception {
        var requests = new AtomicInteger();
        answer("data.bin", exchange -> {
            requests.incrementAndGet();
            whole(exchange);
        });
        var set = set(file("data.bin"));
        try (var both = Executors.newFixedThreadPool(2)) {
            var copies = List.of(
                    both.submit(() -> store("").fetch(set)),
                    both.submit(() -> store("").fetch(set)));
            for (var copy : copies) {
                assertThat(copy.get().bytes("data.bin")).isEqualTo(CONTENT);
            }
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void anotherProcessThatHoldsTheLockIsWaitedFor() throws Exception {
        answer("data.bin", StoreTest::whole);
        var set = set(file("data.bin"));
        var holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.resolve("tiny.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var one = Executors.newSingleThreadExecutor()) {
            assertThat(holder.getInputStream().read()).isEqualTo('L');
            var copy = one.submit(() -> store("").fetch(set));
            assertThat(Files.exists(folder.resolve("tiny/data.bin"))).isFalse();
            Files.createDirectories(folder.resolve("tiny"));
            Files.write(folder.resolve("tiny/data.bin"), CONTENT);
            server.removeContext("/data.bin");
            holder.getOutputStream().close();
            assertThat(copy.get().bytes("data.bin")).isEqualTo(CONTENT);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aSetWithoutAddressesSaysHowToHaveIt() {
        var file = new DataFile("data.bin", CONTENT.length, Checksums.sha256(CONTENT), List.of());
        assertThatThrownBy(() -> store("").fetch(set(file)))
                .hasMessageContaining("set ASSAY_MIRROR to a folder or address that holds tiny/data.bin");
    }

    @Test
    void theCacheIsWhereTheSystemKeepsCaches() {
        var home = Path.of("/home/me");
        assertThat(Arrays.asList(
                        Store.cache(Map.of(), "Linux", home),
                        Store.cache(Map.of("XDG_CACHE_HOME", "/c"), "Linux", home),
                        Store.cache(Map.of(), "Mac OS X", home),
                        Store.cache(Map.of("LOCALAPPDATA", "/l"), "Windows 11", home),
                        Store.cache(Map.of("ASSAY_CACHE", "/mine"), "Linux", home)))
                .containsExactly(
                        Path.of("/home/me/.cache/assay"),
                        Path.of("/c/assay"),
                        Path.of("/home/me/Library/Caches/assay"),
                        Path.of("/l/assay/cache"),
                        Path.of("/mine"));
    }
}
