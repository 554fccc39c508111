package org.assay.cli;

import java.util.ArrayList;
import java.util.List;
import org.assay.cli.Screen.Tone;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;

/** Verdicts as lines of text. */
final class VerdictText {

    private VerdictText() {}

    /** One claim a block: what was claimed, and the verdict in one sentence. */
    static List<String> table(List<ClaimRecord> claims, Scale scale, Screen screen) {
        var lines = new ArrayList<String>();
        var column = claims.stream()
                .mapToInt(claim -> label(claim, scale).length())
                .max()
                .orElse(0);
        var width =
                claims.stream().mapToInt(claim -> mark(claim).length()).max().orElse(0);
        var indent = " ".repeat(2 + width + 2);
        for (var claim : claims) {
            var label = label(claim, scale);
            var verdict = Text.pad(label, column);
            var head = "  " + Text.pad(mark(claim), width) + "  ";
            var room = screen.width() - head.length() - column - 2;
            var text = Text.wrap(claim.text(), room);
            lines.add(head + screen.paint(tone(claim.verdict()), verdict) + "  " + text.getFirst());
            text.stream().skip(1).forEach(line -> lines.add(indent + " ".repeat(column + 2) + line));
            for (var line : Text.wrap(finding(claim, label), screen.width() - indent.length())) {
                lines.add(indent + screen.paint(Tone.FAINT, line));
            }
        }
        if (claims.stream().anyMatch(ClaimRecord::primary)) {
            lines.add("");
            lines.add("  * primary: judged jointly, 5 % error over all of them and over all looks");
        }
        return lines;
    }

    /** {@code 3 reproduced, 1 partly}; empty for no claims. */
    static String counts(List<ClaimRecord> claims) {
        return Recorded.counts(claims.stream().map(Recorded.ClaimVerdict::of).toList());
    }

    static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case REPRODUCED -> Tone.GOOD;
            case CONTRADICTED, NOT_REPRODUCED -> Tone.BAD;
            case PARTLY, INCONCLUSIVE, NOT_TESTABLE -> Tone.DOUBTFUL;
            case NO_VERDICT -> Tone.FAINT;
        };
    }

    private static String label(ClaimRecord claim, Scale scale) {
        return claim.verdict().label() + " (" + scale.label() + ")";
    }

    /** The statement begins with the verdict, which stands above it already. */
    private static String finding(ClaimRecord claim, String label) {
        var statement = claim.statement();
        return statement.startsWith(label + ": ") ? statement.substring(label.length() + 2) : statement;
    }

    private static String mark(ClaimRecord claim) {
        return claim.id() + (claim.primary() ? "*" : " ");
    }
}
