package org.assay.studies.series;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.smallest;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Scale.LAPTOP;
import static org.assay.lab.Scale.SMOKE;
import static org.assay.studies.series.Architecture.AUTOFORMER;
import static org.assay.studies.series.Architecture.DLINEAR;
import static org.assay.studies.series.Architecture.LINEAR;
import static org.assay.studies.series.Architecture.LSTM;
import static org.assay.studies.series.Architecture.LSTM_BY_CHANNEL;
import static org.assay.studies.series.Architecture.LSTM_ITERATED;
import static org.assay.studies.series.Architecture.NLINEAR;
import static org.assay.studies.series.Architecture.PATCHES;
import static org.assay.studies.series.Architecture.TRANSFORMER;
import static org.assay.studies.series.Architecture.TRANSFORMER_NORMALISED;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.ETTH1;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.ETTH2;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.SEASONAL;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.PlanBuilder;
import org.assay.lab.Quantity;
import org.assay.lab.SecondPlan;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.studies.CourseLists;

/**
 * Whether transformers forecast long horizons better than LSTMs and linear maps, what of the gap is the way of decoding, and on which series each wins.
 *
 * <p>In a pilot on the tuning's seed 500001 validation errors were 0.65 for the linear map, 0.97 for the LSTM, 0.88 for the Transformer, 0.85 for Autoformer
 * (0.86 on seed 500002) and 1.8 for the iterated LSTM twice as far ahead: far apart against deltas of 0.02 and a factor of 1.3, which stayed as planned. Looks
 * are at five and eight seeds, for time.
 */
public final class LstmVsTransformerForecasting implements Study<LstmVsTransformerForecasting.Setup> {

    /** Where a series comes from; all but the first two are drawn anew for each seed. */
    public enum Source {
        /** Hourly loads and the oil temperature of a transformer station. */
        ETTH1,
        ETTH2,
        /** Days and weeks whose amplitudes wander, a slow trend, and noise. */
        SEASONAL,
        /** Mackey and Glass's. */
        CHAOTIC,
        /** Keys and motifs: what comes must be looked up in the window. */
        RECALL,
        /** A random walk whose drift changes. */
        WALK
    }

    /**
     * What an arm forecasts, and how.
     *
     * @param calendar whether the transformers read it
     * @param positions whether the transformer's tokens have any
     * @param length of a generated series
     * @param testEvery steps from one test window to the next
     * @param width of the transformers
     * @param units of the LSTMs
     * @param looks at the validation error, evenly spaced; the best model of these counts
     */
    public record Setup(
            Source source,
            Architecture model,
            int lookBack,
            int horizon,
            boolean calendar,
            boolean positions,
            int length,
            int testEvery,
            int width,
            int units,
            int steps,
            int batch,
            double learningRate,
            int looks) {}

    // @formatter:off
    @Override
    public List<Paper> papers() {
        return List.of(
            Paper.of("Are Transformers Effective for Time Series Forecasting?", "AAAI 2023", "arXiv:2205.13504", "A. Zeng, M. Chen, L. Zhang, Q. Xu"),
            Paper.of("Autoformer: Decomposition Transformers with Auto-Correlation for Long-Term Series Forecasting", "NeurIPS 2021", "arXiv:2106.13008",
                "H. Wu, J. Xu, J. Wang, M. Long"));
    }

    @Override
    public String question() {
        return "Do transformers beat LSTMs and linear maps at forecasting many steps ahead, is the gap about the network or about saying all steps at once, and"
            + " on which series does each win?";
    }

    @Override public String family() { return "time-series-graph-molecule"; }

    @Override public List<String> courseLists() { return List.of(CourseLists.PROJECT_IDEAS); }

    @Override
    public Plan<Setup> plan() {
        return tuned(sized()
            .arm("h1,DLinear", linear(ETTH1, DLINEAR, set("lookBack", 336)))
            .arm("h1,LSTM", on(ETTH1, LSTM))
            .arm("h1,LSTM,T=192", on(ETTH1, LSTM, set("horizon", 192)))
            .arm("h1,LSTM-iterated,T=192", on(ETTH1, LSTM_ITERATED, set("horizon", 192)))
            .arm("h1,Transformer")
            .arm("h1,Autoformer", on(ETTH1, AUTOFORMER))
            .arm("h2,DLinear", linear(ETTH2, DLINEAR, set("lookBack", 336)))
            .arm("h2,Autoformer", on(ETTH2, AUTOFORMER))
            .exploratory("h1,Linear", linear(ETTH1, LINEAR, set("lookBack", 336)))
            .exploratory("h1,NLinear", linear(ETTH1, NLINEAR, set("lookBack", 336)))
            .exploratory("h1,DLinear,L=96", linear(ETTH1, DLINEAR))
            .exploratory("h1,LSTM-by-channel", on(ETTH1, LSTM_BY_CHANNEL))
            .exploratory("h1,LSTM-iterated", on(ETTH1, LSTM_ITERATED))
            .exploratory("h1,Transformer,normalised", on(ETTH1, TRANSFORMER_NORMALISED))
            .exploratory("h1,Transformer,no-calendar", set("calendar", false))
            .exploratory("h1,PatchTST", on(ETTH1, PATCHES))
            .exploratory("h2,LSTM", on(ETTH2, LSTM))

            .primary("T1", "A linear map of 336 hours forecasts the next 96 of ETTh1 better than the Transformer and Autoformer do from 96")
                .published("mean squared error 0.374 against 0.449 (Autoformer) and 0.376 (the best of its kind, FEDformer)", "Table 2", READ)
                .that(mse("h1,DLinear")).below(smallest(mse("h1,Transformer"), mse("h1,Autoformer")).called("the lower of the two errors")).byAtLeast(0.02)
            .primary("T3a", "192 hours ahead, an LSTM that says one after another errs more than one that says all at once")
                .published("an iterated LSTM has 2.041 where Autoformer has 0.255, on ETTm2", "Table 1 of the Autoformer paper", READ)
                .that(ratio(mse("h1,LSTM-iterated,T=192"), mse("h1,LSTM,T=192"))).above(1).byFactor(1.3)
            .secondary("T1b", "The error of the linear map is the published one")
                .published("0.374", "Table 2", READ)
                .that("h1,DLinear").has("test_mse").near(0.374).within(0.02)
            .secondary("T1c", "It is below that of an LSTM that says all at once, too")
                .that("h1,DLinear").has("test_mse").below("h1,LSTM").byAtLeast(0.02)
            .secondary("T2a", "On ETTh1, Autoformer errs more than the linear map about as published")
                .published("0.449 / 0.374 = 1.20", "Table 2", READ)
                .that(ratio(mse("h1,Autoformer"), mse("h1,DLinear"))).between(1.05, 1.6)
            .secondary("T2b", "On ETTh2, Autoformer errs more than the linear map")
                .published("0.358 / 0.277 = 1.29", "Table 2", READ)
                .that(ratio(mse("h2,Autoformer"), mse("h2,DLinear"))).above(1).byFactor(1.1)
            .secondary("T3b", "An LSTM that says all at once errs at most a fifth more than the Transformer")
                .that(ratio(mse("h1,LSTM"), mse("h1,Transformer"))).notAbove(1.2),
            List.of(3e-3, 1e-2, 3e-2),
            Map.of(
                "h1,DLinear", List.of("h2,DLinear", "h1,Linear", "h1,NLinear", "h1,DLinear,L=96"),
                "h1,LSTM", List.of("h1,LSTM,T=192", "h1,LSTM-by-channel", "h2,LSTM"),
                "h1,LSTM-iterated,T=192", List.of("h1,LSTM-iterated"),
                "h1,Transformer", List.of("h1,Transformer,normalised", "h1,Transformer,no-calendar", "h1,PatchTST"),
                "h1,Autoformer", List.of("h2,Autoformer")));
    }

    @Override public Optional<SecondPlan<Setup>> secondPlan() { return Optional.of(SeriesPlan.PLAN); }

    /** What both plans share. */
    static PlanBuilder<Setup> sized() {
        return Plan.of(new Setup(ETTH1, TRANSFORMER, 96, 96, true, true, 12_000, 1, 512, 64, 2_560, 32, 1e-4, 10))
            .at(LAPTOP, set("width", 32), set("steps", 300), set("batch", 16), set("looks", 5), set("testEvery", 4))
            .at(SMOKE, set("width", 8), set("units", 8), set("looks", 2))
            .overArms(SMOKE, set("source", SEASONAL), set("lookBack", 24), set("horizon", 12), set("length", 800), set("steps", 8), set("batch", 16),
                set("testEvery", 16))
            .looks(5, 8);
    }

    static Plan<Setup> tuned(PlanBuilder<Setup> plan, List<Double> rates, Map<String, List<String>> following) {
        var tuning = plan.tune("learningRate", rates.toArray()).arms(following.keySet().toArray(String[]::new));
        following.forEach((leader, arms) -> arms.forEach(arm -> tuning.follows(arm, leader)));
        return tuning.lowest("validation_mse").build();
    }

    static Change[] on(Source source, Architecture model, Change... more) {
        return Stream.concat(Stream.of(set("source", source), set("model", model)), Arrays.stream(more))
                .toArray(Change[]::new);
    }

    static Change[] linear(Source source, Architecture model, Change... more) {
        return on(
                source,
                model,
                Stream.concat(Stream.of(set("steps", 1_000), set("batch", 32)), Arrays.stream(more))
                        .toArray(Change[]::new));
    }

    static Quantity mse(String arm) {
        return cell(arm, "test_mse");
    }
    // @formatter:on

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        var data = ForecastData.of(trial);
        var model = Learning.best(trial, data);
        if (!trial.tuning()) {
            ForecastReport.of(trial, data, model);
        }
    }

    @Override
    public List<Figure> figures() {
        return ForecastFigures.ALL;
    }

    // @formatter:off
    @Override
    public List<String> deviations() {
        return List.of(
            "Transformers have width 32, perceptrons of 64 and 2 heads, LSTMs 64 units, and all learn from 300 batches of 16, linear maps from 1,000 of 32; the"
                + " published networks have width 512 and learn for up to ten epochs of about 260 batches of 32.",
            "The plan tunes the learning rates of one arm of each model, with three candidates (four in the second plan) and two seeds each; other arms take them over.",
            "Attention layers normalise first, where the authors' code normalises last, and drop no attention weights; Autoformer has one lag for each unit of the"
                + " logarithm of the length, where the authors' script has three. Gradients are clipped at 1.",
            "Tests are on every fourth window. Forecasts begin at the same hours for every look-back: pasts of less than 336 hours lose 3 % of their training windows.",
            "T1 takes the lower test error of two networks instead of that of the one chosen on validation data, to their advantage; the look-backs are those"
                + " of the paper, 336 hours for the linear map and 96 for the networks.",
            "T3a asks for 192 hours ahead instead of 336, for time. ETTm2, on which the published factor of 8 was measured, is not in the catalogue of data sets.",
            "On ETTh1 and ETTh2, one series and one split each, seeds vary the start and the order of windows alone.",
            "A second plan asks about other series, drawn anew for each seed, and about the past: for time 192 hours for 48 instead of 336, shuffled in the test alone.",
            "There, series that must be looked up have 96,000 steps, a look-back of 192 and forecasts of 40, noise and motif: in 96 steps no more than one whole block"
                + " is in sight, which has the same key one time in eight, so that nobody could come 10 % below the others.",
            "Not testable here: the published errors of networks of width 512, and Traffic with its 862 series, hence the counter-evidence's own numbers. Left out for"
                + " time: an iterated Transformer, one without positions, pasts and horizons of 336 hours for networks, models of equal size, quantiles.");
    }
    // @formatter:on
}
