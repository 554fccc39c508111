package org.assay.studies.architecture;

/** Multiplications with a sum of a forward pass of one picture, those of normalisation, activations and pooling apart. */
final class MultiplyAdds {
    private MultiplyAdds() {}

    /** Of a convolution that gives {@code side} x {@code side} places. */
    static double convolution(double kernel, double in, double out, double side) {
        return kernel * kernel * in * out * side * side;
    }

    /**
     * Of a residual network of basic blocks for small pictures: every stage but the first has half the places and twice the channels.
     *
     * @param size side of a picture
     * @param width channels of the first stage
     * @param stages how many
     * @param blocks in each
     */
    static double residual(double size, int width, int stages, int blocks) {
        return convolution(3, Pictures.COLOURS, width, size)
                + stages(size, width, stages, blocks)
                + (width << (stages - 1)) * (double) Pictures.CLASSES;
    }

    /** The stages alone, the first on {@code side} x {@code side} places. */
    static double stages(double side, int width, int stages, int blocks) {
        double sum = 0;
        for (int stage = 0; stage < stages; stage++) {
            double w = width << stage;
            double places = side * side / (1 << (2 * stage));
            // The first convolution of a stage but the first reads half as many channels, and a projection stands
            // beside it.
            sum += places * w * w * (stage == 0 ? 18.0 * blocks : 18.0 * blocks - 4.5 + 0.5);
        }
        return sum;
    }
}
