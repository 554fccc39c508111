package org.assay.studies.optimisation;

import java.util.Arrays;
import org.assay.tensor.Tensor;

/**
 * What the first layer has learned, read in the Fourier basis over the residues (Nanda et al. 2023; Gromov 2023).
 *
 * <p>Weights are two blocks {@code [p, hidden]}, one row for each residue of the first and of the second operand.
 */
final class Fourier {
    /** A neuron is live when its power is above this share of the strongest neuron's. */
    private static final double LIVE = 0.01;

    private Fourier() {}

    /** One-sided power {@code |c_s|^2 + |c_-s|^2} of each neuron at the frequencies 1 to (p-1)/2, both blocks added: {@code [(p-1)/2, hidden]}. */
    static Tensor power(Tensor first, Tensor second) {
        return power(first).add(power(second));
    }

    private static Tensor power(Tensor block) {
        var half = (block.size(0) - 1) / 2;
        return block.rfft(0).abs().square().mul(2).narrow(0, 1, half);
    }

    /** Power {@code [frequencies, live neurons]} without the neurons that are off. */
    static Tensor live(Tensor power) {
        var total = power.sum(0);
        return power.indexSelect(1, total.gt(total.max().mul(LIVE)).nonzero().flatten());
    }

    /** Mean over live neurons of {@code sum P^2 / (sum P)^2}: 1 when every neuron holds one frequency, 2/(p-1) when power is spread evenly. */
    static double inverseParticipation(Tensor power) {
        var p = live(power);
        return p.square().sum(0).div(p.sum(0).square()).mean().item();
    }

    /** Share of live neurons with more than half of their power in one frequency. */
    static double singleFrequencyShare(Tensor power) {
        var p = live(power);
        return p.amax(0).div(p.sum(0)).gt(0.5).to(power.dtype()).mean().item();
    }

    /** Gini coefficient of the total power by frequency: 0 when even, near 1 when few frequencies hold it all. */
    static double gini(Tensor power) {
        var total = power.sum(1).toDoubles();
        Arrays.sort(total);
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < total.length; i++) {
            weighted += (2.0 * (i + 1) - total.length - 1) * total[i];
            sum += total[i];
        }
        return weighted / (total.length * sum);
    }

    /** Power by frequency over all neurons, strongest first, as shares of the whole: {@code [(p-1)/2]}. */
    static double[] spectrum(Tensor power) {
        var total = power.sum(1);
        return total.div(total.sum()).sortDescending(0).values().toDoubles();
    }

    /** Mask {@code [(p+1)/2, hidden]}: 1 at the mean and at each neuron's own strongest frequency, else 0. */
    static Tensor strongest(Tensor power) {
        var own = power.eq(power.amax(true, 0)).to(power.dtype());
        return Tensor.cat(Tensor.ones(1, power.size(1)), own);
    }

    /** The mask that removes what {@link #strongest} keeps, but for the mean. */
    static Tensor others(Tensor power) {
        return Tensor.cat(
                Tensor.ones(1, power.size(1)), power.lt(power.amax(true, 0)).to(power.dtype()));
    }

    /** The block {@code [p, hidden]} with its Fourier coefficients multiplied by the mask. */
    static Tensor filter(Tensor block, Tensor mask) {
        return block.rfft(0).mul(mask).irfft(block.size(0), 0);
    }
}
