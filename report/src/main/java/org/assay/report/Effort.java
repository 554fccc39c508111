package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;

/** What a run took beyond its processor time. */
final class Effort {

    private Effort() {}

    /** Energy, the size of the implementation and what failed or came before. */
    static List<Block> of(RunRecord record, Optional<RunData.Source> source) {
        var blocks = new ArrayList<Block>();
        double lost = Facts.failures(record).stream()
                .mapToDouble(t -> t.cost().cpuSeconds())
                .sum();
        blocks.add(
                Block.paragraph(
                        "Failed trials took " + Numbers.duration(lost)
                                + " of that CPU time. Runs made while the study was written are not part of this record; their cost is known only if it is noted below."));
        blocks.add(Block.paragraph(record.cost()
                .energyJoules()
                .map(j -> "Energy: " + Numbers.plain(j / 3600)
                        + " Wh, measured by the kernel for the whole processor package.")
                .orElse("Energy: not measured, the kernel of this machine does not expose it.")));
        source.ifPresent(s -> blocks.add(Block.paragraph("Size of the implementation: " + lines(s.text()) + " lines of "
                + s.file() + ", comments and blank lines left out.")));
        return blocks;
    }

    static long lines(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("//"))
                .count();
    }
}
