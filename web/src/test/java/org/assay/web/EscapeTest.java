package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.TrialStatus;
import org.assay.lab.store.Image;
import org.assay.lab.store.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study named {@code <script>}, and markup wherever a study or a visitor may write. */
final class EscapeTest {

    private static final String RUN = "toy-smoke-1";
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";

    @TempDir
    Path runs;

    private Dashboard dashboard;

    @BeforeEach
    void start() {
        new Made(RUN, "toy", "plain words").arm("fair").in(runs);
        dashboard = Dashboard.start(Settings.local(runs, 0, Catalogue.EMPTY));
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    private Visit get(String target) throws Exception {
        return Visit.get(dashboard.address(), target);
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
}
