package org.assay.lab.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.Verification.Check;
import org.assay.lab.run.Verification.Difference;
import org.assay.lab.run.Verification.OtherData;
import org.assay.lab.run.Verification.Outcome;

/** Compares a trial with its record, metric by metric; timings are exempt. */
final class Comparison {

    private Comparison() {}

    static Check of(TrialRecord recorded, TrialRecord again, boolean toTheBit) {
        if (again.status() == TrialStatus.FAILED) {
            return new Check(again.arm(), again.seed(), Outcome.FAILED, List.of(), again.failure());
        }
        var differences = new ArrayList<Difference>();
        var cells = new LinkedHashSet<>(recorded.metrics().keySet());
        cells.addAll(again.metrics().keySet());
        for (var cell : cells) {
            var before = Optional.ofNullable(recorded.metrics().get(cell));
            var now = Optional.ofNullable(again.metrics().get(cell));
            if (!before.map(Double::doubleToLongBits).equals(now.map(Double::doubleToLongBits))) {
                differences.add(new Difference(cell, before, now));
            }
        }
        return new Check(again.arm(), again.seed(), outcome(differences, toTheBit), differences, Optional.empty());
    }

    /** Sets that were read now and are in the record with other contents. */
    static List<OtherData> otherData(List<DataRecord> recorded, List<DataRecord> read) {
        var other = new ArrayList<OtherData>();
        for (var set : read) {
            var before = recorded.stream()
                    .filter(known -> known.id().equals(set.id()))
                    .map(DataRecord::contentHash)
                    .toList();
            if (!before.isEmpty() && !before.contains(set.contentHash())) {
                other.add(new OtherData(set.id(), before, set.contentHash()));
            }
        }
        return other;
    }

    private static Outcome outcome(List<Difference> differences, boolean toTheBit) {
        if (differences.isEmpty()) {
            return Outcome.IDENTICAL;
        }
        return !toTheBit && differences.stream().allMatch(Comparison::close) ? Outcome.CLOSE : Outcome.DIFFERENT;
    }

    private static boolean close(Difference d) {
        if (d.recorded().isEmpty() || d.again().isEmpty()) {
            return false;
        }
        double scale = Math.max(Math.abs(d.recorded().get()), Math.abs(d.again().get()));
        return Math.abs(d.recorded().get() - d.again().get()) <= Verification.TOLERANCE * scale;
    }
}
