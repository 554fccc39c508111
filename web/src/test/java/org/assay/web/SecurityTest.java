package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.lab.LabException;
import org.assay.lab.TrialStatus;
import org.assay.lab.store.Image;
import org.assay.lab.store.Series;
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
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";
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
    void nothingThatAStudyWritesBecomesMarkup() throws Exception {
        var run = "hostile<script>alert(2)<-smoke-1";
        var series = Map.of(HOSTILE, new Series(new double[] {1, 2}, new double[] {1, 2}));
        Files.createDirectories(runs.resolve(run).resolve("logs"));
        new Made(run, "<script>", HOSTILE)
                .arm(HOSTILE)
                .ended(
                        HOSTILE,
                        1,
                        TrialStatus.FAILED,
                        Map.of(HOSTILE, 1.0),
                        series,
                        List.of(Image.of(HOSTILE, 1, 1, 1, new float[] {1})),
                        Map.of(HOSTILE, HOSTILE),
                        Optional.of(HOSTILE))
                .done(HOSTILE, 2, Map.of(HOSTILE, 1.0), series)
                .in(runs);
        var path = Url.path("runs", run);
        var trial = Url.query("arm", HOSTILE, "seed", "1");
        var pages = List.of(
                "/",
                path,
                path + "/trial" + trial,
                path + "/figures",
                "/compare" + Url.query("run", run),
                "/compare" + Url.query("run", run, "run", RUN, "series", HOSTILE),
                "/studies" + Url.query("words", HOSTILE, "family", HOSTILE),
                "/studies" + Url.query("words", HOSTILE),
                "/studies/" + "%3Cscript%3E",
                "/runs/%3Cscript%3Ealert(1)");
        for (var page : pages) {
            var answer = get(page);
            assertThat(answer.status()).as(page).isIn(200, 404);
            assertThat(answer.text().replaceAll("<script src=\"/assets/[0-9a-f]{12}/[a-z]+\\.js\" defer></script>", ""))
                    .as(page)
                    .doesNotContain("<script")
                    .doesNotContain("<style")
                    .doesNotContainPattern("<[^>]* style=")
                    .doesNotContainPattern("<[^>]* on[a-z]+=")
                    .contains("</html>");
        }
        assertThat(get(path).text())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
                .contains("<h1>&lt;script&gt;</h1>");
        assertThat(get(path + "/run.json").header("Content-Disposition")).doesNotContain("<");
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

    @Test
    void otherMachinesNeedAToken() throws Exception {
        var any = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> new Settings(runs, any, 0, Set.of(), Optional.empty(), Catalogue.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a token");
        var token = Token.in(folder.resolve("token"));
        var settings = new Settings(runs, any, 0, Set.of("assay.example"), Optional.of(token), Catalogue.EMPTY);
        try (var open = Dashboard.start(settings)) {
            var at = open.address().resolve("/");
            var host = "Host: assay.example";
            var origin = "Origin: http://assay.example";
            for (var target : List.of("/", "/runs/" + RUN, "/runs/" + RUN + "/run.json", "/events", "/nope")) {
                var answer = Visit.get(at, target, host);
                assertThat(answer.status()).as(target).isEqualTo(401);
                assertThat(answer.text()).doesNotContain(RUN).contains("asks for its token");
            }
            assertThat(Visit.get(at, "/", host, "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(200);
            assertThat(Visit.get(at, "/", host, "Authorization: Bearer " + token.substring(1))
                            .status())
                    .isEqualTo(401);
            assertThat(Visit.get(at, "/", "Host: evil.example", "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(421);

            assertThat(Visit.send(at, "POST", "/login", "token=" + token, host).status())
                    .isEqualTo(403);
            assertThat(Visit.send(at, "POST", "/login", "token=" + token, host, "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
            var wrong = Visit.send(at, "POST", "/login", "token=guess", host, origin);
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.text()).contains("That is not the token.");
            var right = Visit.send(at, "POST", "/login", "token=" + token, host, origin);
            assertThat(right.status()).isEqualTo(303);
            assertThat(right.header("Set-Cookie"))
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .doesNotContain(token);
            var cookie = right.header("Set-Cookie").replaceFirst(";.*", "");
            assertThat(Visit.get(at, "/", host, "Cookie: other=1; " + cookie).status())
                    .isEqualTo(200);
            assertThat(Visit.get(at, "/", host, "Cookie: " + cookie.replaceFirst("=.*", "="))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes are POSIX's")
    void theTokensFileIsItsOwnersAlone() throws Exception {
        assertThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        var file = folder.resolve("new").resolve("token");
        var token = Token.in(file);
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Token.in(file)).isEqualTo(token);
        for (var mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> Token.in(file))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("can be read by others");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "short");
        assertThatThrownBy(() -> Token.in(file)).hasMessageContaining("shorter than");
    }
}
