package org.assay.report;

import java.time.Instant;
import java.util.List;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.report.plot.SvgWriter;

/** Parts of a report for other pages, so that they look and speak alike. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * A figure that a study declares.
     *
     * @param wide SVG for a page's whole width, to stand in a page that has {@link #style}
     * @param narrow the same for a phone
     */
    public record Drawn(String name, String caption, String wide, String narrow) {}

    /** The report's style sheet with its palette. */
    public static String style() {
        return HtmlPage.palette() + Resources.text("report.css");
    }

    /** The report's script: sortable tables, and arms to hide in figures. */
    public static String script() {
        return Resources.text("report.js");
    }

    /** The figures that the study declares and the run has data for. */
    public static List<Drawn> figures(RunData data) {
        return new Plates(data)
                .declared().stream()
                        .map(plate -> new Drawn(
                                plate.name(),
                                plate.caption(),
                                SvgWriter.inPage(plate.wide(), plate.name() + "-wide", "wide"),
                                SvgWriter.inPage(plate.narrow(), plate.name() + "-narrow", "narrow")))
                        .toList();
    }

    /** Ours, with its interval: {@code 0.012 [0.006, 0.018] nats}; a dash when there is no number. */
    public static String effect(ClaimRecord claim) {
        return ClaimFacts.ours(claim);
    }

    /** The smallest effect that matters, in words. */
    public static String goal(ClaimRecord claim) {
        return ClaimFacts.delta(claim);
    }

    /** The mean over seeds with its 95 % t interval: {@code 0.9731 [0.9702, 0.9760]}; a dash for no values. */
    public static String mean(double... values) {
        return Numbers.estimate(Estimate.of(values));
    }

    /** To four significant digits. */
    public static String number(double value) {
        return Numbers.plain(value);
    }

    /** {@code 42 s}, {@code 12 min}, {@code 3 h 05 min}. */
    public static String duration(double seconds) {
        return Numbers.duration(seconds);
    }

    /** To the second, in UTC. */
    public static String time(Instant time) {
        return Facts.time(time);
    }

    /** {@code 512 MiB}; a dash where unknown. */
    public static String bytes(long bytes) {
        return Numbers.bytes(bytes);
    }

    /** {@code 1 trial}, {@code 3 trials}. */
    public static String count(long n, String thing) {
        return Numbers.count(n, thing);
    }
}
