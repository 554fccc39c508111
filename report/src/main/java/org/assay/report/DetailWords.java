package org.assay.report;

import java.util.Map;

/** The further figures of a ruling in words. */
final class DetailWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("kind", "Shape"),
            Map.entry("bar", "Bar that the interval must exceed"),
            Map.entry("mean", "Mean, not adjusted for stopping"),
            Map.entry("sd", "Standard deviation over seeds"),
            Map.entry("deltaOverSd", "Delta in standard deviations"),
            Map.entry("signFlipP", "Sign-flip test, p"),
            Map.entry("sharePositive", "Share of seeds in the claimed direction"),
            Map.entry("median", "Median"),
            Map.entry("pairCorrelation", "Correlation of the paired arms over seeds"),
            Map.entry("seedsMore", "Further seeds that would likely decide"),
            Map.entry("reversal", "Chance that the true effect goes the other way"),
            Map.entry("reversalByLastLook", "Chance that the verdict turns by the last look"),
            Map.entry("ifHalfOfDelta", "Chance of this verdict if the true effect were half-way to delta"),
            Map.entry("missing", "Missing"),
            Map.entry("seedsWithValue", "Seeds with a value"),
            Map.entry("replaced", "Values replaced"),
            Map.entry("constant", "The same in every seed"),
            Map.entry("low", "Lower end asked for"),
            Map.entry("high", "Upper end asked for"),
            Map.entry("hits", "Seeds in which it happens"),
            Map.entry("wilson", "Wilson interval of the share"),
            Map.entry("sdLeft", "Standard deviation over seeds, left side"),
            Map.entry("sdRight", "Standard deviation over seeds, right side"),
            Map.entry("stepsBack", "Steps against the claimed direction"),
            Map.entry("pageP", "Page's trend test, p"),
            Map.entry("sequentialP", "p over all looks"),
            Map.entry("holmP", "p over all looks and primary claims (Holm)"),
            Map.entry("level", "Level of the interval"),
            Map.entry("needed", "Parts needed"),
            Map.entry("settled", "Settled before the last look"));

    private DetailWords() {}

    /** Adds one figure; empty lists say nothing and are left out. */
    static void put(Map<String, String> facts, String name, Object value) {
        String text = value instanceof Boolean yes ? (yes ? "yes" : "no") : SettingText.of(value);
        if (!text.isEmpty()) {
            facts.put(WORDS.getOrDefault(name, SettingText.words(name)), text);
        }
    }
}
