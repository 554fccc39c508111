package org.assay.studies.semisupervised;

import java.util.Arrays;

/** How many pseudo-labels were made, accepted and right. */
final class Tally {
    private final long[] acceptedOf = new long[Problem.CLASSES];
    private long made;
    private long right;
    private long acceptedWrong;

    /**
     * @param truth the classes of pictures
     * @param guess their pseudo-labels
     * @param mask above 0 for those that are learned
     */
    void add(long[] truth, long[] guess, double[] mask) {
        for (int i = 0; i < truth.length; i++) {
            made++;
            right += guess[i] == truth[i] ? 1 : 0;
            if (mask[i] > 0) {
                acceptedOf[(int) guess[i]]++;
                acceptedWrong += guess[i] == truth[i] ? 0 : 1;
            }
        }
    }

    private long acceptedCount() {
        return Arrays.stream(acceptedOf).sum();
    }

    boolean hasAccepted() {
        return acceptedCount() > 0;
    }

    /** The share of pseudo-labels that were accepted. */
    double accepted() {
        return (double) acceptedCount() / made;
    }

    /** The share of pseudo-labels, accepted or not, that were right. */
    double right() {
        return (double) right / made;
    }

    /** The share of accepted pseudo-labels that were wrong. */
    double impurity() {
        return (double) acceptedWrong / acceptedCount();
    }

    /** How many classes were accepted at all. */
    int classes() {
        return (int) Arrays.stream(acceptedOf).filter(count -> count > 0).count();
    }

    /** How much of what was accepted is of the rarest class; a tenth where classes are alike. */
    double rarest() {
        return (double) Arrays.stream(acceptedOf).min().orElse(0) / acceptedCount();
    }
}
