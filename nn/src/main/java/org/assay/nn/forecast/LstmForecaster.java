package org.assay.nn.forecast;

import java.util.List;
import org.assay.nn.Linear;
import org.assay.nn.Lstm;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A recurrent network that reads the past and says all of the future at once from its last state.
 *
 * @param head from the last state to the horizon times the channels
 * @param byChannel whether one network sees each channel by itself instead of all of them together
 */
public record LstmForecaster(Lstm lstm, Linear head, boolean byChannel) implements Forecaster {

    /** Of one layer. */
    public static LstmForecaster of(int channels, int horizon, int width, Rng rng) {
        return new LstmForecaster(Lstm.of(channels, width, 1, rng), Linear.of(width, horizon * channels, rng), false);
    }

    /** Of one layer that sees one channel at a time. */
    public static LstmForecaster byChannel(int horizon, int width, Rng rng) {
        return new LstmForecaster(Lstm.of(1, width, 1, rng), Linear.of(width, horizon, rng), true);
    }

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        long channels = past.size(2);
        if (byChannel) {
            return said(past.transpose(1, 2).reshape(-1, past.size(1), 1))
                    .view(past.size(0), channels, -1)
                    .transpose(1, 2);
        }
        return said(past).view(past.size(0), -1, channels);
    }

    private Tensor said(Tensor x) {
        return head.forward(lstm.run(x).state().hidden().select(0, 0));
    }

    /**
     * A recurrent network that says the next step, and reads what it said to go on. It learns every next step of the whole window from the true ones before
     * (teacher forcing).
     */
    public record Iterated(Lstm lstm, Linear head, int horizon) implements Forecaster {

        /** Of one layer. */
        public static Iterated of(int channels, int horizon, int width, Rng rng) {
            return new Iterated(Lstm.of(channels, width, 1, rng), Linear.of(width, channels, rng), horizon);
        }

        @Override
        public Tensor forecast(Tensor past, Tensor marks) {
            var read = lstm.run(past);
            var state = read.state();
            var said = new Tensor[horizon];
            said[0] = head.forward(state.hidden().select(0, 0)).unsqueeze(1);
            for (int t = 1; t < horizon; t++) {
                state = lstm.run(said[t - 1], state).state();
                said[t] = head.forward(state.hidden().select(0, 0)).unsqueeze(1);
            }
            return Tensor.cat(List.of(said), 1);
        }

        @Override
        public Tensor loss(Window window) {
            var all = Tensor.cat(List.of(window.past(), window.future()), 1);
            long steps = all.size(1) - 1;
            return head.forward(lstm.forward(all.narrow(1, 0, steps))).mse(all.narrow(1, 1, steps));
        }
    }
}
