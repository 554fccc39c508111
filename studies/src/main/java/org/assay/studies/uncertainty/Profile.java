package org.assay.studies.uncertainty;

import org.assay.lab.Trial;

/** Mean size and coverage of sets over strata of images, at the strata's mean place. */
final class Profile {
    private final double[] count;
    private final double[] place;
    private final double[] size;
    private final double[] covered;

    Profile(int strata) {
        count = new double[strata];
        place = new double[strata];
        size = new double[strata];
        covered = new double[strata];
    }

    void add(int stratum, double x, int classes, boolean holds) {
        count[stratum]++;
        place[stratum] += x;
        size[stratum] += classes;
        covered[stratum] += holds ? 1 : 0;
    }

    /** Strata without images are left out. */
    void report(Trial<?> trial, String over) {
        for (int i = 0; i < count.length; i++) {
            if (count[i] > 0) {
                trial.series("size by " + over, place[i] / count[i], size[i] / count[i]);
                trial.series("coverage by " + over, place[i] / count[i], covered[i] / count[i]);
            }
        }
    }
}
