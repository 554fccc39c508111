package org.assay.lab;

import java.util.List;
import java.util.Optional;

/**
 * What a study is made of beside its own code, for its report and its bundle. Nothing here decides a result.
 *
 * @param data sets from outside; what a study generates is part of its source
 * @param models trained or used
 * @param reused code and weights of others that a trial runs, libraries left out
 * @param tuning how the settings were chosen: by whom, within which bounds, with how many trials; empty where the study does not say
 */
public record Materials(List<Data> data, List<Model> models, List<Reused> reused, Optional<String> tuning) {

    public static final Materials NONE = new Materials(List.of(), List.of(), List.of(), Optional.empty());

    public Materials {
        data = List.copyOf(data);
        models = List.copyOf(models);
        reused = List.copyOf(reused);
    }

    /**
     * A data set.
     *
     * @param id short name, such as {@code fashion-mnist}
     * @param source address where its makers publish it
     * @param licence as the source states it
     * @param citation what to cite
     * @param version as the source numbers it; empty where it does not
     * @param preparation what is left out and how the rest is made ready, in words; empty for nothing
     */
    public record Data(
            String id,
            String title,
            String source,
            String licence,
            String citation,
            String version,
            List<File> files,
            List<Split> splits,
            String preparation) {

        public Data {
            files = List.copyOf(files);
            splits = List.copyOf(splits);
        }
    }

    /**
     * A file of a data set.
     *
     * @param address where it can be fetched; empty where it has no address of its own
     * @param sha256 64 hexadecimal digits
     */
    public record File(String path, String address, long bytes, String sha256) {}

    /**
     * A part of a data set.
     *
     * @param items how many examples
     * @param content shape and label counts in words, such as {@code 28x28 uint8, 6,000 of each of 10 classes}
     */
    public record Split(String name, long items, String content) {}

    /**
     * A model.
     *
     * @param architecture in words
     * @param parameters how many numbers are trained; empty where it depends on the arm, which then reports a metric {@code parameters}
     */
    public record Model(String name, String architecture, Optional<Long> parameters) {}

    /**
     * Something of others that runs in a trial.
     *
     * @param address where it is published
     * @param use what it does here
     */
    public record Reused(String name, String address, String licence, String use) {}
}
