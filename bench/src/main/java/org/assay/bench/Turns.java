package org.assay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.bench.Messages.Request;

/** Contestants in turn, round after round, compared within each round. */
record Turns(int rounds) {

    /**
     * What they did.
     *
     * @param rate our steps a second, median over rounds
     * @param ratios our steps a second over a rival's, medians over rounds
     */
    record Found(double rate, Map<String, Double> ratios) {}

    Found of(Request run, Peer ours, List<Peer> rivals) {
        var rates = new ArrayList<Double>();
        var ratios = new TreeMap<String, List<Double>>();
        for (int round = 0; round < rounds; round++) {
            double rate = ours.require(run).rate();
            rates.add(rate);
            for (var rival : rivals) {
                ratios.computeIfAbsent(rival.name(), _ -> new ArrayList<>())
                        .add(rate / rival.require(run).rate());
            }
        }
        var medians = new TreeMap<String, Double>();
        ratios.forEach((name, values) -> medians.put(name, Medians.of(values)));
        return new Found(Medians.of(rates), medians);
    }
}
