package org.assay.studies.series;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assay.lab.Published.Source.RECALLED;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Quantity.smallest;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.anyOf;
import static org.assay.lab.Statement.that;
import static org.assay.studies.series.Architecture.AUTOFORMER;
import static org.assay.studies.series.Architecture.DLINEAR;
import static org.assay.studies.series.Architecture.LSTM;
import static org.assay.studies.series.Architecture.TRANSFORMER;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.CHAOTIC;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.ETTH1;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.RECALL;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.SEASONAL;
import static org.assay.studies.series.LstmVsTransformerForecasting.Source.WALK;
import static org.assay.studies.series.LstmVsTransformerForecasting.linear;
import static org.assay.studies.series.LstmVsTransformerForecasting.mse;
import static org.assay.studies.series.LstmVsTransformerForecasting.on;
import static org.assay.studies.series.LstmVsTransformerForecasting.sized;
import static org.assay.studies.series.LstmVsTransformerForecasting.tuned;

import java.util.List;
import java.util.Map;
import org.assay.lab.Change;
import org.assay.lab.Figure;
import org.assay.lab.Plan;
import org.assay.lab.SecondPlan;
import org.assay.lab.Statement;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;

/**
 * The second plan: which series suit which model, and who makes use of a longer past and of its order.
 *
 * <p>In a pilot on the tuning's seed 500001 validation errors on chaos were 0.18 for the linear map, 0.010 for the LSTM and 0.059 for the Transformer, whose best rate
 * was the lowest of 3e-3, 1e-2 and 3e-2, so that a lower one was added; on the others nothing led to a change.
 */
final class SeriesPlan {
    private SeriesPlan() {}

    // @formatter:off
    private static final Plan<Setup> ARMS_AND_CLAIMS = tuned(sized()
            .arm("h1,DLinear,L=48", linear(ETTH1, DLINEAR, set("lookBack", 48)))
            .arm("h1,DLinear,L=192", linear(ETTH1, DLINEAR, set("lookBack", 192)))
            .arm("h1,Transformer,L=48", on(ETTH1, TRANSFORMER, set("lookBack", 48)))
            .arm("h1,Transformer,L=192", on(ETTH1, TRANSFORMER, set("lookBack", 192)))
            .arm("seasonal,DLinear", linear(SEASONAL, DLINEAR, set("horizon", 48)))
            .arm("seasonal,LSTM", on(SEASONAL, LSTM, set("horizon", 48)))
            .arm("seasonal,Transformer", on(SEASONAL, TRANSFORMER, set("horizon", 48)))
            .arm("chaotic,DLinear", linear(CHAOTIC, DLINEAR, set("horizon", 48)))
            .arm("chaotic,LSTM", on(CHAOTIC, LSTM, set("horizon", 48)))
            .arm("chaotic,Transformer", on(CHAOTIC, TRANSFORMER, set("horizon", 48)))
            .arm("recall,DLinear", recall(DLINEAR))
            .arm("recall,LSTM", recall(LSTM))
            .arm("recall,Transformer", recall(TRANSFORMER))
            .arm("walk,Transformer", on(WALK, TRANSFORMER, set("horizon", 48)))
            .arm("walk,Autoformer", on(WALK, AUTOFORMER, set("horizon", 48)))
            .exploratory("h1,LSTM,L=48", on(ETTH1, LSTM, set("lookBack", 48)))
            .exploratory("h1,LSTM,L=192", on(ETTH1, LSTM, set("lookBack", 192)))
            .exploratory("seasonal,Transformer,no-calendar", on(SEASONAL, TRANSFORMER, set("horizon", 48), set("calendar", false)))
            .exploratory("walk,DLinear", linear(WALK, DLINEAR, set("horizon", 48)))
            .exploratory("walk,LSTM", on(WALK, LSTM, set("horizon", 48)))

            .secondary("T4", "On a random walk, saying the last value again errs less than the Transformer and Autoformer")
                .published("0.081 against 0.197 (Autoformer), exchange rates", "Table 2", READ)
                .that(allOf(
                    ratio(cell("walk,Transformer", "mse_of_repeating"), mse("walk,Transformer")).below(1).byFactor(1 / 0.95),
                    ratio(cell("walk,Autoformer", "mse_of_repeating"), mse("walk,Autoformer")).below(1).byFactor(1 / 0.95)))
            .secondary("T5a", "Of a longer past, 192 hours for 48, the linear map makes use")
                .published("its error falls", "section 5.3", RECALLED)
                .that(ratio(mse("h1,DLinear,L=192"), mse("h1,DLinear,L=48"))).below(1).byFactor(1 / 0.95)
            .secondary("T5b", "The Transformer makes less use of it")
                .published("its error stays or grows", "section 5.3", RECALLED)
                .that(interaction(mse("h1,Transformer,L=192").log(), mse("h1,Transformer,L=48").log(), mse("h1,DLinear,L=192").log(), mse("h1,DLinear,L=48").log())
                    .called("log change of the Transformer less that of the linear map"))
                .above(0).byAtLeast(0)
            .secondary("T5c", "The order of the past matters to the linear map")
                .published("its error grows much when the past is shuffled", "Table 5", RECALLED)
                .that(ratio(cell("h1,DLinear,L=192", "mse_shuffled"), mse("h1,DLinear,L=192"))).above(1).byFactor(1.3)
            .secondary("T5d", "It matters less than half as much to the Transformer")
                .published("its error hardly changes", "Table 5", RECALLED)
                .that(ratio(cell("h1,Transformer,L=192", "mse_shuffled"), mse("h1,Transformer,L=192")).log()
                    .minus(ratio(cell("h1,DLinear,L=192", "mse_shuffled"), mse("h1,DLinear,L=192")).log().times(0.5))
                    .called("log growth less half that of the linear map"))
                .below(0).byAtLeast(0)
            .secondary("T6", "Who wins depends on the series: a linear map on seasons, a network on chaos, the Transformer where motifs must be looked up")
                .that(allOf(
                    that("seasonal,DLinear").has("test_mse").below(smallest(mse("seasonal,LSTM"), mse("seasonal,Transformer"))).byAtLeast(0),
                    anyOf(farBelowLinear("chaotic,LSTM"), farBelowLinear("chaotic,Transformer")),
                    lookedUp()))
            .secondary("T6a", "On seasons with noise the linear map errs least")
                .that(mse("seasonal,DLinear")).below(smallest(mse("seasonal,LSTM"), mse("seasonal,Transformer")).called("the lower of the two errors")).byAtLeast(0)
            .secondary("T6b", "On chaos the LSTM or the Transformer errs at least 30 % less than the linear map")
                .that(anyOf(farBelowLinear("chaotic,LSTM"), farBelowLinear("chaotic,Transformer")))
            .secondary("T6c", "Where motifs must be looked up the Transformer errs at least 10 % less than the others")
                .that(lookedUp()),
            List.of(1e-3, 3e-3, 1e-2, 3e-2),
            Map.of(
                "h1,DLinear,L=48", List.of("h1,DLinear,L=192"),
                "h1,Transformer,L=48", List.of("h1,Transformer,L=192"),
                "h1,LSTM,L=48", List.of("h1,LSTM,L=192"),
                "chaotic,DLinear", List.of("seasonal,DLinear", "recall,DLinear", "walk,DLinear"),
                "chaotic,LSTM", List.of("seasonal,LSTM", "recall,LSTM", "walk,LSTM"),
                "chaotic,Transformer", List.of("seasonal,Transformer", "recall,Transformer", "walk,Transformer", "seasonal,Transformer,no-calendar"),
                "walk,Autoformer", List.of()));

    static final SecondPlan<Setup> PLAN = SecondPlan.of("series",
        "On which series does a linear map, an LSTM or a transformer forecast best, and who makes use of a longer past and of its order?", ARMS_AND_CLAIMS,
        ForecastFigures.OF_SERIES.toArray(Figure[]::new));

    private static Change[] recall(Architecture model) {
        var more = new Change[] {set("lookBack", 192), set("horizon", 40), set("length", 96_000)};
        return model == DLINEAR ? linear(RECALL, model, more) : on(RECALL, model, more);
    }

    private static Statement farBelowLinear(String arm) {
        return ratio(mse(arm), mse("chaotic,DLinear")).below(1).byFactor(1 / 0.7);
    }

    private static Statement lookedUp() {
        return ratio(mse("recall,Transformer"), smallest(mse("recall,DLinear"), mse("recall,LSTM")))
                .below(1)
                .byFactor(1 / 0.9);
    }
    // @formatter:on
}
