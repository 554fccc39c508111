package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not happen, tried over the wire. */
final class SecurityTest {

    private static final String RUN = "toy-smoke-1";
    private static final String SECRET = "this must not leave the machine";

    @TempDir
    Path folder;

    private Path runs;
    private Dashboard dashboard;

    @BeforeEach
    void start() throws Exception {
        runs = Files.createDirectory(folder.resolve("runs"));
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.createDirectories(runs.resolve(RUN).resolve("logs"));
        new Made(RUN, "toy", "plain words")
                .arm("fair")
                .done("fair", 1, Map.of("mean", 0.5), Map.of())
                .in(runs);
        dashboard = Dashboard.start(Settings.local(runs, 0, Catalogue.EMPTY));
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    private Visit get(String target, String... headers) throws Exception {
        return Visit.get(dashboard.address(), target, headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8642",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "",
                "192.0.2.7"
            })
    void answersToNoNameButItsOwn(String host) throws Exception {
        var answer = get("/", "Host: " + host);
        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.text()).doesNotContain(RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9000", "127.0.0.1:1", "[::1]:8642"})
    void answersToThisMachineThroughAnyTunnel(String host) throws Exception {
        assertThat(get("/", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void twoHostsAreNone() throws Exception {
        assertThat(get("/", "Host: localhost", "Host: evil.example").status()).isIn(400, 421);
    }

    @Test
    void whatIsNotReadingNeedsAnOriginAndIsRefusedAllTheSame() throws Exception {
        for (var method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            assertThat(Visit.send(dashboard.address(), method, "/runs/" + RUN, "")
                            .status())
                    .as(method)
                    .isEqualTo(403);
            for (var origin : List.of(
                    "http://evil.example",
                    "null",
                    "http://localhost:1",
                    "https://" + dashboard.address().getHost())) {
                assertThat(Visit.send(dashboard.address(), method, "/", "", "Origin: " + origin)
                                .status())
                        .as("%s from %s", method, origin)
                        .isEqualTo(403);
            }
            var own = "Origin: http://" + dashboard.address().getAuthority();
            assertThat(Visit.send(dashboard.address(), method, "/", "", own).status())
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(get("/runs/" + RUN).text()).contains("plain words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/runs/../../secret",
                "/runs/%2e%2e/run.json",
                "/runs/..%2f..%2fsecret",
                "/runs/%2e%2e%2fsecret/log",
                "/runs/" + RUN + "/..%2f..%2f..%2fsecret",
                "/runs/" + RUN + "/%2e%2e/assay.db",
                "/runs/assay.db",
                "/assay.db",
                "/runs/.token",
                "/runs/",
                "/runs//",
                "/runs/" + RUN + "/",
                "/runs/nope",
                "/runs/%00",
                "/runs/a%0ab",
                "/runs/%ff%fe",
                "/runs/%",
                "/runs/%zz",
                "/runs/" + RUN + "/logs",
                "/runs/" + RUN + "/run.lock",
                "/runs/" + RUN + "/trial",
                "/runs/" + RUN + "/trial?arm=fair",
                "/runs/" + RUN + "/trial?arm=fair&seed=x",
                "/runs/" + RUN + "/trial?arm=fair&seed=99999999999999999999",
                "/runs/" + RUN + "/trial?arm=fair&seed=2",
                "/runs/" + RUN + "/trial?arm=..&seed=1",
                "/runs/" + RUN + "/log?arm=fair&seed=1",
                "/runs/" + RUN + "/log?arm=../../secret&seed=1",
                "/runs/" + RUN + "/image?arm=fair&seed=1&name=../x",
                "/runs/" + RUN + "/report.pdf",
                "/runs/" + RUN + "/report.html",
                "/studies/nope",
                "/studies/%2e%2e/figures/x.svg",
                "/studies/gated/figures/x.svg",
                "/studies/gated/figures/..%2f..%2fsecret",
                "/assets",
                "/assets/x/nope.css",
                "/assets/x/..%2fdashboard.css",
                "/assets/0/dashboard.css/more",
                "/compare?run=nope",
                "/compare?run=a&run=b&run=c&run=d&run=e",
                "/compare/more",
                "/events/more",
                "/nope"
            })
    void whatIsNotThereIsRefusedAndNothingElseIsRead(String target) throws Exception {
        var answer = get(target);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.text())
                .doesNotContain(SECRET)
                .doesNotContain("SQLite format")
                .doesNotContain("\tat ");
    }

    @Test
    void addressesAndFormsHaveASize() throws Exception {
        assertThat(get("/studies?words=" + "x".repeat(9000)).status()).isEqualTo(414);
        assertThat(get("/studies?" + "a=1&".repeat(300)).status()).isEqualTo(400);
        var own = "Origin: http://" + dashboard.address().getAuthority();
        assertThat(Visit.send(dashboard.address(), "POST", "/login", "token=" + "x".repeat(9000), own)
                        .status())
                .isEqualTo(413);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void aLinkThatLeavesTheFolderOfRunsIsNotFollowed() throws Exception {
        var log = runs.resolve(RUN).resolve("logs").resolve("fair-1.log");
        Files.writeString(log, "what the trial printed");
        assertThat(get("/runs/" + RUN + "/log?arm=fair&seed=1").text()).isEqualTo("what the trial printed");
        Files.delete(log);
        Files.createSymbolicLink(log, folder.resolve("secret"));
        Files.createSymbolicLink(runs.resolve(RUN).resolve("report.pdf"), folder.resolve("secret"));
        for (var target : List.of("/log?arm=fair&seed=1", "/trial?arm=fair&seed=1", "/report.pdf")) {
            var answer = get("/runs/" + RUN + target);
            assertThat(answer.status()).as(target).isEqualTo(404);
            assertThat(answer.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void everyAnswerCarriesItsPolicy() throws Exception {
        for (var target : List.of(
                "/", "/runs/" + RUN, "/studies", "/studies/gated", "/compare", "/nope", "/runs/" + RUN + "/run.json")) {
            var answer = get(target);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(target)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void readingChangesNothing() throws Exception {
        var before = Files.readAllBytes(runs.resolve("assay.db"));
        for (var target : List.of(
                "/",
                "/runs/" + RUN,
                "/runs/" + RUN + "/trial?arm=fair&seed=1",
                "/runs/" + RUN + "/trials.csv",
                "/compare?run=" + RUN)) {
            assertThat(get(target).status()).isEqualTo(200);
        }
        assertThat(Files.readAllBytes(runs.resolve("assay.db"))).isEqualTo(before);
        try (var files = Files.list(runs.resolve(RUN))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).containsExactly("logs");
        }
    }
}
