package org.assay.lab.store;

import java.util.List;
import java.util.Map;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;

/** Everything one trial left behind; it enters the store in one transaction or not at all. */
public record TrialResult(
        TrialRecord trial,
        Map<String, Series> series,
        List<Image> images,
        Map<String, String> samples,
        List<SharedRecord> shared,
        List<DataRecord> data) {

    public TrialResult {
        images = List.copyOf(images);
        shared = List.copyOf(shared);
        data = List.copyOf(data);
    }
}
