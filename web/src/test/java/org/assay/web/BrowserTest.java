package org.assay.web;

import static org.assay.lab.Change.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assay.lab.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as its user has it, in a real browser; pictures of what was seen are in {@code target/screenshots}. */
final class BrowserTest {

    private static final String NO_BROWSER =
            "No Chromium or Chrome was found, so the dashboard was not tested in a browser: install one (on Debian, apt-get install "
                    + "chromium) or name it in ASSAY_BROWSER.";
    private static final Pattern CHANNEL = Pattern.compile("\\d+");

    @TempDir
    private static Path runs;

    private static RunRecord record;
    private static String path;
    private static Dashboard dashboard;

    @TempDir
    Path folder;

    private Chromium browser;
    private Tab tab;

    @BeforeAll
    static void run() {
        if (Chromium.find().isEmpty()) {
            System.err.println(NO_BROWSER);
            Assumptions.abort(NO_BROWSER);
        }
        record = Lab.run(runs, set("failing", 2));
        path = Url.path("runs", record.run());
        dashboard = Dashboard.start(Settings.local(runs, 0, Catalogue.EMPTY));
    }

    @AfterAll
    static void stop() {
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        browser = new Chromium(Chromium.find().orElseThrow(), Files.createDirectory(folder.resolve("profile")));
        tab = browser.tab();
        tab.size(1280, 900, false);
        tab.dark(false);
    }

    @AfterEach
    void close() throws Exception {
        browser.close();
    }

    private String at(String target) {
        return dashboard.address().resolve(target).toString();
    }

    private List<String> pages() {
        return List.of(
                "/",
                path,
                path + "/trial?arm=shifted&seed=1",
                path + "/trial?arm=fair&seed=2",
                path + "/figures",
                path + "/report.html",
                "/compare",
                "/compare?run=" + record.run(),
                "/studies",
                "/studies/gated",
                "/nope");
    }

    @Test
    void aRunIsWatchedFromItsFirstTrialToItsVerdict() throws Exception {
        var fresh = Files.createDirectory(folder.resolve("runs"));
        try (var gate = new Gate();
                var live = Dashboard.start(Settings.local(fresh, 0, Catalogue.EMPTY))) {
            tab.open(live.address().toString());
            tab.untilText("There are no runs here yet");
            var run = Lab.start(fresh, set("gate", gate.port()));
            tab.until("document.querySelector('.state.going')");
            tab.loading(() -> tab.evaluate("document.querySelector('#part-runs a').click()"));
            tab.evaluate("window.stayed = true");
            var first = gate.arrival();
            var second = gate.arrival();
            tab.until("document.querySelectorAll('.working li').length === 2");
            tab.untilText("50 %");
            tab.until("document.querySelector('#curve-0 svg.wide circle')");
            assertThat(tab.text())
                    .contains("0 of at most 10 trials; not judged yet")
                    .contains("at look 1")
                    .contains("at work (with a dot)");
            tab.picture("live");

            first.close();
            tab.until("document.querySelectorAll('#all-trials tbody tr').length === 1");
            second.close();
            for (int trial = 3; trial <= 6; trial++) {
                gate.arrival().close();
            }
            tab.untilText("REPRODUCED (smoke)");
            tab.until("document.querySelector('.state.complete')");
            tab.untilText("Report as PDF");
            assertThat(tab.evaluate("window.stayed").asBoolean())
                    .as("all on one page, without loading it again")
                    .isTrue();
            assertThat(tab.evaluate("document.querySelector('[role=status]').textContent")
                            .asText())
                    .as("what a screen reader is told")
                    .contains("complete");
            var done = run.get();
            assertThat(done.complete()).isTrue();
            assertThat(tab.text()).contains(done.claims().getFirst().statement());

            var pdf = tab.download(
                    Files.createDirectory(folder.resolve("downloads")),
                    () -> tab.evaluate("document.querySelector('a[href$=\"report.pdf\"]').click()"));
            assertThat(pdf).hasSameBinaryContentAs(fresh.resolve(done.run()).resolve("report.pdf"));
            assertThat(tab.errors()).isEmpty();
        }
    }

    @Test
    void everyPageStandsWithoutErrorsAndWithinItsPolicy() throws Exception {
        int n = 0;
        for (var page : pages()) {
            tab.open(at(page));
            assertThat(tab.evaluate("document.querySelectorAll('h1').length").asInt())
                    .as(page)
                    .isEqualTo(1);
            assertThat(tab.evaluate(
                                    "[...document.images].every(i => i.alt && i.naturalWidth > 0 || i.loading === 'lazy')")
                            .asBoolean())
                    .as(page)
                    .isTrue();
            tab.picture("page-" + n++);
        }
        assertThat(tab.errors()).allMatch(error -> error.contains("404") && error.endsWith("/nope"));
    }

    @Test
    void onAPhoneNothingSpillsOver() throws Exception {
        tab.size(390, 844, true);
        int n = 0;
        for (var page : pages()) {
            tab.open(at(page));
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(page)
                    .isLessThanOrEqualTo(390);
            tab.picture("phone-" + n++);
        }
        tab.open(at(path));
        assertThat(tab.evaluate("getComputedStyle(document.querySelector('svg.wide')).display")
                        .asText())
                .isEqualTo("none");
        assertThat(tab.evaluate("getComputedStyle(document.querySelector('svg.narrow')).display")
                        .asText())
                .isEqualTo("block");
    }

    @Test
    void inTheDarkThePageIsDarkAndLegible() throws Exception {
        tab.dark(true);
        int n = 0;
        for (var page : pages()) {
            tab.open(at(page));
            assertThat(luminance("document.body", "backgroundColor")).as(page).isLessThan(0.05);
            for (var what : List.of("h1", "p, th, td", "a:not(.skip)")) {
                var element = "document.querySelector('main, body').querySelector('" + what + "')";
                if (tab.evaluate(element + " !== null").asBoolean()) {
                    double text = luminance(element, "color");
                    assertThat((text + 0.05) / (luminance("document.body", "backgroundColor") + 0.05))
                            .as(page + " " + what)
                            .isGreaterThan(4.5);
                }
            }
            tab.picture("dark-" + n++);
        }
    }

    /** Relative luminance of an element's colour (WCAG 2). */
    private double luminance(String element, String property) throws Exception {
        var rgb = CHANNEL.matcher(tab.evaluate("getComputedStyle(" + element + ")." + property)
                        .asText())
                .results()
                .limit(3)
                .mapToDouble(m -> Integer.parseInt(m.group()) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    @Test
    void theKeyboardAloneIsEnough() throws Exception {
        tab.open(at("/"));
        tab.tabTo("Skip to the content");
        tab.press("Enter");
        tab.tabTo("gated");
        tab.loading(() -> tab.press("Enter"));
        tab.tabTo("Choose curves (1 of 1 series, 2 arms of 2)");
        tab.press("Enter");
        tab.until("document.getElementById('choose-curves').open");
        tab.tabTo("fair");
        tab.press(" ");
        tab.tabTo("Show");
        tab.loading(() -> tab.press("Enter"));
        assertThat(tab.evaluate("location.search").asText())
                .contains("arm=shifted")
                .doesNotContain("arm=fair");
        assertThat(tab.evaluate("document.querySelectorAll('#curve-0 [data-arm=fair]').length")
                        .asInt())
                .isZero();
        tab.open(at(path));
        tab.tabTo("Compare");
        tab.tabTo("Compare");
        tab.loading(() -> tab.press("Enter"));
        tab.tabTo("Choose runs, arms and series");
        tab.press("Enter");
        tab.tabTo(record.run());
        tab.tabTo("Compare");
        tab.loading(() -> tab.press("Enter"));
        assertThat(tab.text()).contains("Means over seeds").contains("shifted");
        tab.tabTo("Studies");
        tab.loading(() -> tab.press("Enter"));
        tab.tabTo("Filter");
        tab.loading(() -> tab.press("Enter"));
        assertThat(tab.text()).contains("1 of 1 study");
    }

    @Test
    void withoutScriptsThePageSaysTheSame() throws Exception {
        tab.open(at(path));
        tab.until("document.body.dataset.link === 'live'");
        var with = tab.text();
        tab.scripts(false);
        tab.open(at(path));
        assertThat(tab.text()).isEqualTo(with);
    }

    @Test
    void whatOneReadsStaysOpenWhileTheRunGoesOn() throws Exception {
        var fresh = Files.createDirectory(folder.resolve("runs"));
        try (var gate = new Gate();
                var live = Dashboard.start(Settings.local(fresh, 0, Catalogue.EMPTY))) {
            var run = Lab.start(fresh, set("gate", gate.port()), set("failing", 1));
            var first = gate.arrival();
            tab.open(live.address().toString());
            tab.until("document.querySelector('#part-runs a')");
            tab.loading(() -> tab.evaluate("document.querySelector('#part-runs a').click()"));
            tab.untilText("the coin was lost");
            tab.evaluate("document.getElementById('log-0').open = true");
            tab.evaluate("document.querySelector('#log-0 summary').focus()");
            first.close();
            gate.open();
            tab.until("document.querySelectorAll('#all-trials tbody tr').length >= 6");
            assertThat(tab.evaluate("document.getElementById('log-0').open").asBoolean())
                    .isTrue();
            assertThat(tab.evaluate("document.activeElement.closest('#log-0') !== null")
                            .asBoolean())
                    .isTrue();
            assertThat(run.get().complete()).isTrue();
        }
    }
}
