package org.assay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assay.cli.Screen.Tone;
import org.assay.lab.Published;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;

/** A plan as lines of text: everything that is fixed before the first trial. */
final class PlanText {

    private static final int LABEL = 11;
    private static final int ARMS_IN_FULL = 12;

    private final Screen screen;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Screen screen) {
        this.screen = screen;
    }

    static List<String> lines(PlanSheet sheet, Screen screen) {
        var text = new PlanText(screen);
        text.write(sheet);
        return text.lines;
    }

    private void write(PlanSheet sheet) {
        lines.add(
                screen.paint(Tone.STRONG, sheet.study()) + ", " + sheet.scale().label() + " scale");
        lines.add("");
        sheet.papers().forEach(paper -> entry("paper", paper.citation()));
        entry("question", sheet.question());
        arms(sheet.arms());
        seeds(sheet);
        sheet.device().ifPresent(device -> entry("device", device));
        sheet.tuning().ifPresent(tuning -> entry("tunes", tuning));
        sheet.claims().forEach(this::claim);
        entry("plan hash", sheet.planHash() + (sheet.tuning().isPresent() ? ", before tuning" : ""));
    }

    private void arms(List<ArmRecord> arms) {
        var common = common(arms);
        if (!common.isEmpty()) {
            entry(arms.size() == 1 ? "settings" : "all arms", settings(common));
        }
        if (arms.size() > ARMS_IN_FULL) {
            entry(
                    "arms",
                    arms.size() + ": " + arms.stream().map(ArmRecord::name).collect(Collectors.joining("; ")));
            return;
        }
        var width = arms.stream().mapToInt(arm -> arm.name().length()).max().orElse(0);
        var label = arms.size() == 1 ? "arm" : "arms";
        for (var arm : arms) {
            var own = new LinkedHashMap<>(arm.settings());
            own.keySet().removeAll(common.keySet());
            var notes = settings(own) + (arm.exploratory() ? (own.isEmpty() ? "" : "; ") + "exploratory" : "");
            entry(label, notes.isEmpty() ? arm.name() : Text.pad(arm.name(), width) + "  " + notes);
            label = "";
        }
    }

    private static Map<String, Object> common(List<ArmRecord> arms) {
        var common = new LinkedHashMap<>(arms.getFirst().settings());
        for (var arm : arms) {
            common.entrySet().removeIf(e -> !Objects.equals(arm.settings().get(e.getKey()), e.getValue()));
        }
        return common;
    }

    private static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + "=" + Numbers.setting(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void seeds(PlanSheet sheet) {
        var looks = sheet.looks();
        var numbers = looks.stream().map(String::valueOf).collect(Collectors.joining(", then "));
        entry(
                "seeds",
                looks.size() == 1
                        ? numbers + ", judged once"
                        : "judged after " + numbers + ", until every primary claim is decided");
        if (!sheet.goOn().isEmpty()) {
            entry("", "then for " + Text.list(sheet.goOn()) + " alone, until decided");
        }
        long exploratory = sheet.arms().stream().filter(ArmRecord::exploratory).count();
        if (exploratory > 0 && looks.size() > 1) {
            entry("", "exploratory arms run the first " + looks.getFirst() + " only");
        }
    }

    private void claim(ClaimRecord claim) {
        entry(claim.id() + (claim.primary() ? " *" : ""), claim.text() + (claim.primary() ? " (primary)" : ""));
        entry("", "tested: " + claim.shape());
        claim.published()
                .ifPresent(published ->
                        entry("", "published: " + published.value() + ", " + published.place() + source(published)));
    }

    private static String source(Published published) {
        return published.source() == Published.Source.RECALLED ? " (recalled, not checked)" : "";
    }

    private void entry(String label, String text) {
        lines.addAll(entries(screen, label, text));
    }

    /** A labelled entry, its text indented. */
    static List<String> entries(Screen screen, String label, String text) {
        var lines = new ArrayList<String>();
        var head = "  " + Text.pad(label, LABEL - 1) + " ";
        var room = screen.width() - head.length();
        var first = true;
        for (var line : Text.wrap(text, room)) {
            lines.add((first ? screen.paint(Tone.FAINT, head) : " ".repeat(head.length())) + line);
            first = false;
        }
        return lines;
    }
}
