package org.assay.studies.compression;

import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.generate.Glyphs;
import org.assay.studies.Needed;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/**
 * Grey pictures of ten classes as vectors {@code [picture, 784]}, values 0 to 1.
 *
 * @param train in random order
 * @param validation of the same part of the set
 * @param test of the set's own test part
 */
record Digits(Examples train, Examples validation, Examples test) {

    static final int SIDE = 28;
    static final int CLASSES = 10;

    /** Where pictures come from. */
    enum Source {
        MNIST,
        FASHION_MNIST,
        /** Turned and shifted drawings of ten prototypes: needs no download. */
        PROTOTYPES,
        /** Seven-segment digits, turned, sheared and noisy: needs no download. */
        SEGMENTS
    }

    /** Pictures drawn without replacement, so many for each part. */
    static Digits of(Source source, int train, int validation, int test, Rng rng) {
        int seen = train + validation;
        return Scope.call(() -> {
            if (source == Source.PROTOTYPES || source == Source.SEGMENTS) {
                int count = seen + test;
                var drawn = source == Source.SEGMENTS ? Glyphs.digits(count, rng) : Glyphs.prototypes(count, rng);
                var all = flat(drawn);
                return new Digits(all.first(train), all.range(train, seen), all.range(seen, seen + test));
            }
            var drawn = Needed.pictures(source == Source.MNIST ? DataSets::mnist : DataSets::fashionMnist)
                    .drawn(seen, test, rng);
            var learned = flat(drawn.train());
            return new Digits(learned.first(train), learned.range(train, seen), flat(drawn.test()));
        });
    }

    private static Examples flat(Examples pictures) {
        var values = pictures.zeroToOne();
        return new Examples(values.inputs().flatten(1, -1), values.labels());
    }
}
