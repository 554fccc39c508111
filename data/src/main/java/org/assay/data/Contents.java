package org.assay.data;

import java.util.Map;

/** What a data set holds once it is loaded. */
public sealed interface Contents
        permits Images,
                Characters,
                Photographs,
                Segmentation,
                Corpus,
                TextClasses,
                ParallelText,
                Tunes,
                Recordings,
                TransformerTemperature,
                Anomalies,
                SensorGraph,
                Prices,
                Table,
                RegressionTables,
                Ratings,
                CitationGraphs,
                SignedGraph,
                Molecules,
                SmilesTables,
                Meshes,
                PretrainedWeights {

    /** Items in each split, by the catalogue's names. */
    Map<String, Long> counts();

    /**
     * SHA-256 over all items and labels in canonical order: the same whichever edition of the files they were read from.
     */
    String contentHash();
}
