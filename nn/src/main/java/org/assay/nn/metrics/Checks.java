package org.assay.nn.metrics;

final class Checks {
    private Checks() {}

    static void sameLength(String first, int firstLength, String second, int secondLength) {
        if (firstLength != secondLength) {
            throw new IllegalArgumentException("There are " + firstLength + " " + first + " but " + secondLength + " "
                    + second + ": one is needed for each.");
        }
    }
}
