package org.assay.data;

import java.util.Map;

/**
 * Daily prices: the S&P 500 index, and the closing prices of some of its stocks in US dollars. Times are the days'
 * midnights.
 */
public record Prices(Series index, Series stocks, String contentHash) implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("index", index.length(), "stocks", stocks.length());
    }
}
