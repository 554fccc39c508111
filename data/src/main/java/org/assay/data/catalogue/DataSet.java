package org.assay.data.catalogue;

import java.net.URI;
import java.util.List;

/**
 * What is known of a data set before it is there.
 *
 * @param id its name in commands and on disk
 * @param licence as the source states it
 * @param citation what to cite
 * @param editions the forms it comes in, preferred first
 * @param contentHash of its parsed content in canonical order; empty when it has not been established yet
 */
public record DataSet(
        String id,
        String title,
        URI home,
        String licence,
        String citation,
        List<Split> splits,
        List<Edition> editions,
        String contentHash) {
    public DataSet {
        splits = List.copyOf(splits);
        editions = List.copyOf(editions);
    }

    /** Items of all splits. */
    public long items() {
        return splits.stream().mapToLong(Split::items).sum();
    }
}
