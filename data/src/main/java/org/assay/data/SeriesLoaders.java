package org.assay.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Time series, with labels, graphs or prices. */
final class SeriesLoaders {
    private SeriesLoaders() {}

    /** A series and what it is hashed as. */
    private record Parsed(Series series, ContentHash.Item item) {}

    static TransformerTemperature ett(Copy copy) {
        var h1 = series("ETTh1.csv", copy.bytes("ETTh1.csv"));
        var h2 = series("ETTh2.csv", copy.bytes("ETTh2.csv"));
        return new TransformerTemperature(
                h1.series(),
                h2.series(),
                new ContentHash()
                        .split("ETTh1", List.of(h1.item()))
                        .split("ETTh2", List.of(h2.item()))
                        .hex());
    }

    static Prices sp500(Copy copy) {
        var index = series("sp500-2000.csv", copy.bytes("sp500-2000.csv"));
        var stocks = series("close_2013_2018.csv", copy.bytes("close_2013_2018.csv"));
        return new Prices(
                index.series(),
                stocks.series(),
                new ContentHash()
                        .split("index", List.of(index.item()))
                        .split("stocks", List.of(stocks.item()))
                        .hex());
    }

    /** A header, then a time and as many numbers a row as the header has names. */
    private static Parsed series(String file, byte[] bytes) {
        var csv = Csv.commas(file, bytes);
        var variables = csv.header().subList(1, csv.header().size());
        var rows = csv.rows(csv.header());
        int width = variables.size();
        var times = new long[rows.size()];
        var values = new double[rows.size() * width];
        for (int t = 0; t < times.length; t++) {
            times[t] = seconds(rows.get(t), rows.get(t).text(0));
            if (t > 0 && times[t] <= times[t - 1]) {
                throw rows.get(t).error(rows.get(t).text(0) + " does not come after the row before");
            }
            for (int v = 0; v < width; v++) {
                values[t * width + v] = rows.get(t).number(1 + v);
            }
        }
        return new Parsed(
                new Series(
                        variables,
                        Tensor.of(times, times.length),
                        Tensor.of(DType.FLOAT64, values, times.length, width)),
                ContentHash.Item.of(values, times));
    }

    private static long seconds(Csv.Row row, String text) {
        try {
            return seconds(text);
        } catch (DateTimeParseException e) {
            throw row.error("\"" + text + "\" is no date such as 2016-07-01 or 2016-07-01 00:00:00");
        }
    }

    private static long seconds(String text) {
        return text.length() <= 10
                ? LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
                : LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    }

    static Anomalies nab(Copy copy) {
        var labels = json(copy, "labels/combined_labels.json");
        var windows = json(copy, "labels/combined_windows.json");
        var series = new ArrayList<Anomalies.Labelled>();
        var items = new ArrayList<ContentHash.Item>();
        for (var path : copy.paths()) {
            if (!path.startsWith("data/")) {
                continue;
            }
            var key = path.substring("data/".length());
            if (!labels.has(key) || !windows.has(key)) {
                throw new DataException("labels/combined_labels.json or combined_windows.json has no entry for " + key);
            }
            var rows = Csv.commas(path, copy.bytes(path)).rows("timestamp", "value");
            var times =
                    rows.stream().mapToLong(row -> seconds(row, row.text(0))).toArray();
            var values = rows.stream().mapToDouble(row -> row.number(1)).toArray();
            var anomalies = new ArrayList<Long>();
            labels.get(key).forEach(time -> anomalies.add(seconds(key, time)));
            var spans = new ArrayList<Anomalies.Window>();
            windows.get(key)
                    .forEach(span ->
                            spans.add(new Anomalies.Window(seconds(key, span.path(0)), seconds(key, span.path(1)))));
            series.add(new Anomalies.Labelled(
                    key.substring(0, key.length() - ".csv".length()),
                    Tensor.of(times, times.length),
                    Tensor.of(DType.FLOAT64, values, values.length),
                    List.copyOf(anomalies),
                    List.copyOf(spans)));
            items.add(ContentHash.Item.of(key, hashed(times, values, anomalies, spans)));
        }
        return new Anomalies(
                List.copyOf(series), new ContentHash().split("all", items).hex());
    }

    private static long[] hashed(long[] times, double[] values, List<Long> anomalies, List<Anomalies.Window> windows) {
        var all = new ArrayList<Long>();
        Arrays.stream(times).forEach(all::add);
        Arrays.stream(values).forEach(value -> all.add(Double.doubleToLongBits(value)));
        all.addAll(anomalies);
        windows.forEach(window -> all.addAll(List.of(window.start(), window.end())));
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static long seconds(String series, JsonNode time) {
        try {
            return seconds(time.asText());
        } catch (DateTimeParseException e) {
            throw new DataException("the label files give " + series + " the time \"" + time.asText()
                    + "\", which is no date such as 2014-04-10 07:15:00");
        }
    }

    private static JsonNode json(Copy copy, String file) {
        try {
            return new ObjectMapper().readTree(copy.bytes(file));
        } catch (JsonProcessingException e) {
            throw new DataException(
                    file + ", line " + e.getLocation().getLineNr() + ": this is no JSON (" + e.getOriginalMessage()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static SensorGraph losLoop(Copy copy) {
        var speeds = Csv.commas("los_speed.csv", copy.bytes("los_speed.csv"));
        var sensors = speeds.header();
        var values = numbers(speeds.rows(sensors));
        var adjacency =
                numbers(Csv.commas("los_adj.csv", copy.bytes("los_adj.csv")).rows());
        int n = sensors.size();
        if (adjacency.length != n * n) {
            throw new DataException(
                    "los_adj.csv has " + adjacency.length + " weights where " + n + " sensors ask for " + n * n);
        }
        var edges = new ArrayList<long[]>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (adjacency[i * n + j] != 0) {
                    edges.add(new long[] {i, j});
                }
            }
        }
        return graph(
                values,
                edges,
                edges.stream()
                        .mapToDouble(edge -> adjacency[(int) (edge[0] * n + edge[1])])
                        .toArray(),
                sensors);
    }

    private static double[] numbers(List<Csv.Row> rows) {
        return rows.stream()
                .flatMapToDouble(row -> IntStream.range(0, row.fields().size()).mapToDouble(row::number))
                .toArray();
    }

    static SensorGraph chickenpox(Copy copy) {
        var file = "chickenpox.json";
        var root = json(copy, file);
        var nodes = new TreeMap<Long, String>();
        root.path("node_ids")
                .properties()
                .forEach(node -> nodes.put(node.getValue().asLong(), node.getKey()));
        if (nodes.isEmpty() || nodes.firstKey() != 0 || nodes.lastKey() != nodes.size() - 1) {
            throw new DataException(file + ": node_ids does not number the counties from 0");
        }
        var values = new ArrayList<Double>();
        for (var week : root.path("FX")) {
            if (week.size() != nodes.size()) {
                throw new DataException(file + ": week " + values.size() / nodes.size() + " of FX has " + week.size()
                        + " values for " + nodes.size() + " counties");
            }
            week.forEach(value -> values.add(value.asDouble(Double.NaN)));
        }
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new DataException(file + ": FX holds something that is no finite number");
        }
        var edges = new ArrayList<long[]>();
        for (var edge : root.path("edges")) {
            long from = edge.path(0).asLong(-1);
            long to = edge.path(1).asLong(-1);
            if (!nodes.containsKey(from) || !nodes.containsKey(to)) {
                throw new DataException(file + ": edge " + edges.size() + " joins " + from + " and " + to
                        + ", which are not both counties");
            }
            edges.add(new long[] {from, to});
        }
        var weights = new double[edges.size()];
        Arrays.fill(weights, 1);
        return graph(
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                edges,
                weights,
                List.copyOf(nodes.values()));
    }

    private static SensorGraph graph(double[] values, List<long[]> edges, double[] weights, List<String> nodes) {
        var ends = new long[2 * edges.size()];
        for (int e = 0; e < edges.size(); e++) {
            ends[e] = edges.get(e)[0];
            ends[edges.size() + e] = edges.get(e)[1];
        }
        int length = values.length / nodes.size();
        return new SensorGraph(
                Tensor.of(DType.FLOAT64, values, length, nodes.size()),
                Tensor.of(ends, 2, edges.size()),
                Tensor.of(DType.FLOAT64, weights, weights.length),
                nodes,
                new ContentHash()
                        .split(
                                "all",
                                List.of(
                                        ContentHash.Item.of(values),
                                        ContentHash.Item.of(ends),
                                        ContentHash.Item.of(weights),
                                        ContentHash.Item.of(String.join("\n", nodes))))
                        .hex());
    }
}
