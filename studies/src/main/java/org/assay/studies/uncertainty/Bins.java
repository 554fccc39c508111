package org.assay.studies.uncertainty;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * Equal bins between the least and the largest of some values, for histograms of single examples over their activations.
 *
 * @param low lower edge of the first bin
 * @param high upper edge of the last bin, which belongs to it
 */
record Bins(double low, double high, int count) {

    /** Over all values of the training examples. */
    static Bins over(Tensor values, int count) {
        return new Bins(values.min().item(), values.max().item(), count);
    }

    /**
     * The share of each example's values in each bin: {@code [n, values]} to {@code [n, bins]}, FLOAT64. What lies outside is in none, so that a row
     * may sum to less than 1.
     */
    Tensor histograms(Tensor values) {
        int n = (int) values.size(0);
        int m = (int) values.size(1);
        var numbers = values.toFloats();
        var shares = new double[n * count];
        double scale = count / (high - low);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double value = numbers[i * m + j];
                if (value >= low && value <= high) {
                    shares[i * count + Math.min((int) ((value - low) * scale), count - 1)]++;
                }
            }
        }
        return Tensor.of(DType.FLOAT64, shares, n, count).div((double) m);
    }

    /** The middle of a bin. */
    double centre(int bin) {
        return low + (bin + 0.5) * (high - low) / count;
    }

    /** Running means over {@code size} bins, the edges repeated outside: {@code [n, bins]} to the same. Of an even number one more lies to the right. */
    static Tensor smoothed(Tensor histograms, int size) {
        int left = (size - 1) / 2;
        return histograms
                .unsqueeze(1)
                .padReplicate(left, size - 1L - left)
                .avgPool1d(size, 1, 0)
                .squeeze(1);
    }

    /**
     * The symmetric divergence {@code KL(p, q) + KL(q, p)} of each example's smoothed histogram q to a mean histogram p that is not smoothed, after
     * adding epsilon to both and scaling them to sum 1.
     *
     * @param histograms {@code [n, bins]}
     * @param mean {@code [bins]}
     * @return {@code [n]}, in nats
     */
    static Tensor divergence(Tensor histograms, Tensor mean, int smoothing, double epsilon) {
        var q = smoothed(histograms, smoothing).add(epsilon);
        q = q.div(q.sum(true, 1));
        var p = mean.add(epsilon);
        p = p.div(p.sum());
        return p.sub(q).mul(p.log().sub(q.log())).sum(1);
    }
}
