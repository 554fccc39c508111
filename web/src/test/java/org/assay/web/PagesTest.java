package org.assay.web;

import static org.assay.lab.Change.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.assay.lab.RunRecord;
import org.assay.lab.store.RunJson;
import org.assay.report.Excerpt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a browser without JavaScript gets them, of a real run one of whose trials failed. */
final class PagesTest {

    @TempDir
    private static Path runs;

    private static RunRecord record;
    private static String path;
    private static Dashboard dashboard;

    @BeforeAll
    static void run() {
        record = Lab.run(runs, set("failing", 2));
        path = Url.path("runs", record.run());
        var catalogue = new Catalogue() {
            @Override
            public Optional<RunRecord> recorded(String study) {
                return study.equals("gated") ? Optional.of(record) : Optional.empty();
            }

            @Override
            public List<Figure> figures(String study) {
                return List.of(new Figure("running-mean", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"));
            }
        };
        dashboard = Dashboard.start(Settings.local(runs, 0, catalogue));
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static Visit get(String target) throws IOException {
        return Visit.get(dashboard.address(), target);
    }

    /** What a reader sees: without tags, spaces as one. */
    private static String words(String target) throws IOException {
        var answer = get(target);
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void theListLeadsToTheRun() throws Exception {
        assertThat(get("/").text()).contains("<a href=\"" + path + "\">gated</a>");
        assertThat(words("/"))
                .contains("1 run, newest first")
                .contains("complete")
                .contains("C1 * REPRODUCED");
    }

    @Test
    void aRunShowsItsClaimsItsCurvesAndWhatFailed() throws Exception {
        var words = words(path);
        assertThat(words)
                .contains("Does a shift shift the mean?")
                .contains("On the mean of shifted numbers")
                .contains(record.trials().size() + " trials, 1 failed; judged at look " + record.looks() + " of 2")
                .contains("REPRODUCED (smoke)")
                .contains(record.claims().getFirst().statement())
                .contains("0 to 2 (Table 1) [recalled]")
                .contains("the coin was lost")
                .contains("./assay trial " + record.run() + " fair 2")
                .contains("the coin rolls under the table");
        var svg = get(path).text();
        assertThat(Pattern.compile("<path [^>]*data-arm=\"(fair|shifted)\"")
                        .matcher(svg)
                        .results()
                        .count())
                .as("in two sizes, a line for each finished trial and a mean for each arm")
                .isEqualTo(2 * (record.trials().size() - 1 + 2) + 4);
    }

    @Test
    void curvesAreChosenByTheAddress() throws Exception {
        var chosen = get(path + "?arm=shifted").text();
        assertThat(chosen).contains("data-arm=\"shifted\"").doesNotContain("data-arm=\"fair\"");
        assertThat(chosen).contains("data-feed=\"" + path + "/events?arm=shifted\"");
    }

    @Test
    void aTrialShowsWhatItLeft() throws Exception {
        var target = path + "/trial?arm=shifted&seed=1";
        var trial = record.trial("shifted", 1);
        assertThat(words(target))
                .contains("Done in")
                .contains("mean " + trial.metrics().get("mean"))
                .contains("a number, &lt;shifted&gt;")
                .contains("./assay trial " + record.run() + " shifted 1")
                .contains("draws 200");
        var png = get(path + "/image?arm=shifted&seed=1&name=square");
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(png.content()));
        assertThat(image.getRGB(0, 0) & 0xffffff).isZero();
        assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(words(path + "/trial?arm=fair&seed=2")).contains("Failed in").contains("the coin was lost");
        assertThat(get(path + "/log?arm=fair&seed=2").text()).contains("the coin rolls under the table");
    }

    @Test
    void armsAreComparedByTheirMeansOverSeeds() throws Exception {
        double sum = 0;
        int seeds = 0;
        for (var trial : record.trials()) {
            if (trial.arm().equals("shifted")) {
                sum += trial.metrics().get("mean");
                seeds++;
            }
        }
        var words = words("/compare?run=" + record.run());
        assertThat(words).contains("shifted " + seeds + " ").containsPattern("shifted " + seeds + " \\d\\.\\d+ \\[");
        var shown = Pattern.compile("shifted " + seeds + " (\\d\\.\\d+)").matcher(words);
        assertThat(shown.find()).isTrue();
        assertThat(Double.parseDouble(shown.group(1)))
                .isCloseTo(sum / seeds, org.assertj.core.api.Assertions.within(0.05));
        assertThat(words("/compare")).contains("Choose one run");
    }

    @Test
    void theScoreboardFiltersByFamilyCourseListVerdictAndWords() throws Exception {
        assertThat(words("/studies")).contains("1 of 1 study").contains("1 REPRODUCED");
        assertThat(words("/studies?family=tests&course=A+course%2C+2026&verdict=REPRODUCED&words=SHIFTED+numbers"))
                .contains("1 of 1 study");
        for (var query : List.of("family=other", "course=another", "verdict=PARTLY", "words=nothing")) {
            assertThat(words("/studies?" + query)).contains("No study is like that.");
        }
    }

    @Test
    void aStudyShowsItsPlanItsRunsAndItsFigures() throws Exception {
        assertThat(words("/studies/gated"))
                .contains("Judged after 3, then 5 seeds")
                .contains("Decided by: mean of shifted above that of fair by at least 0.5")
                .contains("shift = 2.0")
                .contains(record.run())
                .contains("The mean settles.");
        assertThat(words("/studies/gated")).contains("tests · A course, 2026");
        assertThat(get("/studies/gated").text()).contains("https://arxiv.org/abs/2601.00001");
        var figure = get("/studies/gated/figures/running-mean.svg");
        assertThat(figure.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(figure.header("Content-Security-Policy")).contains("sandbox");
    }

    @Test
    void theRecordAndTheReportAreHandedOut() throws Exception {
        var json = get(path + "/run.json");
        assertThat(RunJson.read(json.text(), "the dashboard"))
                .isEqualTo(RunJson.read(runs.resolve(record.run()).resolve("run.json")));
        assertThat(json.header("Content-Disposition")).contains(record.run() + ".json");
        assertThat(get(path + "/trials.csv").text().lines())
                .hasSize(1 + record.trials().size());
        var pdf = get(path + "/report.pdf");
        assertThat(pdf.content())
                .isEqualTo(Files.readAllBytes(runs.resolve(record.run()).resolve("report.pdf")));
        assertThat(new String(pdf.content(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        var html = get(path + "/report.html");
        assertThat(html.text()).contains("<script>" + Excerpt.script() + "</script>");
        assertThat(html.header("Content-Security-Policy"))
                .contains("script-src " + Hashes.source(Excerpt.script()))
                .doesNotContain("unsafe");
        assertThat(words(path + "/figures")).contains("The mean settles.");
    }

    @Test
    void assetsMayBeKept() throws Exception {
        var sheet = Pattern.compile("/assets/[0-9a-f]{12}/dashboard\\.css").matcher(get("/").text());
        assertThat(sheet.find()).isTrue();
        var answer = get(sheet.group());
        assertThat(answer.header("Content-Type")).startsWith("text/css");
        assertThat(answer.header("Cache-Control")).contains("immutable");
        assertThat(answer.text()).contains("--v-reproduced").contains(".dashboard");
        var head = Visit.send(dashboard.address(), "HEAD", sheet.group(), "");
        assertThat(head.content()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(answer.content().length));
    }

    @Test
    void aFolderWithoutRunsSaysHowToBegin(@TempDir Path empty) throws Exception {
        try (var fresh = Dashboard.start(Settings.local(empty.resolve("runs"), 0, Catalogue.EMPTY))) {
            assertThat(Visit.get(fresh.address(), "/").text())
                    .contains("There are no runs here yet")
                    .contains("./assay run grokking");
            assertThat(empty.resolve("runs")).doesNotExist();
            new Made("later-smoke-1", "later", "words").arm("a").in(empty.resolve("runs"));
            assertThat(Visit.get(fresh.address(), "/").text()).contains("later-smoke-1");
        }
    }

    @Test
    void eventsBringWhatIsNewInTheStore(@TempDir Path fresh) throws Exception {
        var made = new Made("toy-smoke-1", "toy", "words").arm("a");
        made.in(fresh);
        try (var live = Dashboard.start(Settings.local(fresh, 0, Catalogue.EMPTY));
                var socket = new Socket(live.address().getHost(), live.address().getPort())) {
            var request = "GET /runs/toy-smoke-1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(until(reader, "\"part\":\"trials\"")).contains("No trial has ended yet.");
            try (var store = org.assay.lab.store.Store.open(fresh)) {
                var cost = new RunRecord.Cost(1, 1, 1);
                var trial = new RunRecord.TrialRecord(
                        "a",
                        7,
                        org.assay.lab.TrialStatus.DONE,
                        Map.of("score", 0.875),
                        Map.of(),
                        cost,
                        1,
                        Optional.empty());
                store.add(
                        "toy-smoke-1",
                        new org.assay.lab.store.TrialResult(
                                trial, Map.of(), List.of(), Map.of(), List.of(), List.of()));
            }
            assertThat(until(reader, "\"part\":\"trials\"")).contains("0.875").contains("seed=7");
        }
    }

    private static String until(BufferedReader reader, String wanted) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(wanted)) {
                return line;
            }
        }
        throw new AssertionError("The events ended without " + wanted.toLowerCase(Locale.ROOT) + ".");
    }
}
