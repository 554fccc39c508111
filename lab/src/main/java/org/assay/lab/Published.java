package org.assay.lab;

/**
 * A published number or statement.
 *
 * @param value as printed: {@code 5.6 % to 4.2 %, PreAct ResNet-18 on CIFAR-10}
 * @param place {@code Table 2}, {@code Figure 1}, {@code abstract}
 * @param source whether it was read in the source or recalled
 */
public record Published(String value, String place, Source source) {

    /** How a published number came to us. */
    public enum Source {
        /** Read in the paper or its code. */
        READ,
        /** Recalled, not checked against the source. */
        RECALLED
    }
}
