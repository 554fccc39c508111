package org.assay.data;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Takes data to mean 0 and deviation 1, by the statistics of the data it was made from: the training part.
 *
 * @param mean {@code [channel, 1, 1]} for pictures, {@code [column]} for tables, FLOAT64
 * @param deviation of the same shape, FLOAT64, of the population; 1 where the data are constant
 */
public record Standardiser(Tensor mean, Tensor deviation) {
    private static final long PIECE = 2048;

    /** Of pictures {@code [picture, channel, height, width]}: one mean and deviation a channel. */
    public static Standardiser perChannel(Tensor pictures) {
        if (pictures.rank() != 4) {
            throw new DataException(
                    "pictures are [picture, channel, height, width]; these have " + pictures.rank() + " dimensions");
        }
        return of(pictures, 0, 2, 3);
    }

    /** Of a table {@code [row, column]}: one mean and deviation a column. */
    public static Standardiser perColumn(Tensor table) {
        if (table.rank() != 2) {
            throw new DataException("a table is [row, column]; this has " + table.rank() + " dimensions");
        }
        return of(table, 0);
    }

    private static Standardiser of(Tensor data, int... dims) {
        if (data.count() == 0) {
            throw new DataException("there are no values to standardise by");
        }
        return Scope.call(() -> {
            var mean = average(data, Tensor.scalar(DType.FLOAT64, 0), false, dims);
            var variance = average(data, mean, true, dims);
            var deviation = variance.sqrt();
            var steady = Tensor.where(deviation.gt(0.0), deviation, 1.0);
            return new Standardiser(mean.squeeze(0), steady.squeeze(0));
        });
    }

    /** The mean of the (squared) distance from a centre, without a copy of all the data in floats. */
    private static Tensor average(Tensor data, Tensor centre, boolean squared, int... dims) {
        var sum = centre;
        for (long from = 0; from < data.size(0); from += PIECE) {
            long start = from;
            long length = Math.min(PIECE, data.size(0) - from);
            var before = sum;
            boolean first = from == 0;
            sum = Scope.call(() -> {
                var distance = data.narrow(0, start, length).to(DType.FLOAT64).sub(centre);
                var part = (squared ? distance.square() : distance).sum(true, dims);
                return first ? part : before.add(part);
            });
        }
        long count = 1;
        for (int dim : dims) {
            count *= data.size(dim);
        }
        return sum.div((double) count);
    }

    /** The data in these units, FLOAT32. */
    public Tensor apply(Tensor data) {
        return Scope.call(() -> {
            var scale = deviation.reciprocal();
            return data.dtype() == DType.FLOAT64
                    ? data.sub(mean).mul(scale).to(DType.FLOAT32)
                    : data.to(DType.FLOAT32).sub(mean.to(DType.FLOAT32)).mul(scale.to(DType.FLOAT32));
        });
    }

    /** Inputs in these units, with the same labels. */
    public Examples apply(Examples data) {
        return new Examples(apply(data.inputs()), data.labels());
    }

    /** Back from these units to the data's, in the type that is given. */
    public Tensor invert(Tensor standardised) {
        return Scope.call(
                () -> standardised.mul(deviation.to(standardised.dtype())).add(mean.to(standardised.dtype())));
    }
}
