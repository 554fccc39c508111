package org.assay.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Csv;
import org.assay.data.format.Text;
import org.assay.tensor.Tensor;

/** Graphs. */
final class GraphLoaders {
    private GraphLoaders() {}

    static CitationGraphs citation(Copy copy) {
        var hash = new ContentHash();
        return new CitationGraphs(
                citation(copy, "cora", 1433, 7, hash), citation(copy, "citeseer", 3703, 6, hash), hash.hex());
    }

    private static Graph citation(Copy copy, String name, int features, int classes, ContentHash hash) {
        var nodeFile = name + ".nodes.tsv";
        var rows = Csv.tabs(nodeFile, copy.bytes(nodeFile)).rows();
        int n = rows.size();
        var values = new float[n * features];
        var labels = new long[n];
        var splits = new HashMap<String, List<Long>>();
        var items = new ArrayList<ContentHash.Item>();
        for (int i = 0; i < n; i++) {
            var row = rows.get(i);
            if (row.fields().size() != 4 || row.integer(0, 0, n - 1) != i) {
                throw row.error("node " + i + " with class, split and features was expected");
            }
            labels[i] = row.integer(1, -1, classes - 1);
            if (!List.of("train", "val", "test", "none").contains(row.text(2))) {
                throw row.error("\"" + row.text(2) + "\" is none of train, val, test, none");
            }
            splits.computeIfAbsent(row.text(2), split -> new ArrayList<>()).add((long) i);
            for (var word : Text.words(row.text(3))) {
                values[i * features + (int) Text.integer(nodeFile, row.line(), word, 0, features - 1)] = 1;
            }
            items.add(ContentHash.Item.of(row.text(3), labels[i]));
            items.add(ContentHash.Item.of(row.text(2)));
        }
        var edgeFile = name + ".edges.tsv";
        var edgeRows = Csv.tabs(edgeFile, copy.bytes(edgeFile)).rows();
        var edges = new long[2 * edgeRows.size()];
        for (int e = 0; e < edgeRows.size(); e++) {
            var row = edgeRows.get(e);
            edges[e] = row.integer(0, 0, n - 2);
            edges[edgeRows.size() + e] = row.integer(1, edges[e] + 1, n - 1);
        }
        items.add(ContentHash.Item.of(edges));
        hash.split(name, items);
        return new Graph(
                Tensor.of(edges, 2, edgeRows.size()),
                Tensor.of(values, n, features),
                Tensor.of(labels, n),
                numbers(splits.getOrDefault("train", List.of())),
                numbers(splits.getOrDefault("val", List.of())),
                numbers(splits.getOrDefault("test", List.of())),
                classes);
    }

    private static Tensor numbers(List<Long> numbers) {
        return Tensor.of(numbers.stream().mapToLong(Long::longValue).toArray(), numbers.size());
    }

    static SignedGraph bitcoinOtc(Copy copy) {
        var rows = Csv.commas("soc-sign-bitcoinotc.csv", copy.bytes("soc-sign-bitcoinotc.csv"))
                .rows();
        var nodes = new TreeSet<Long>();
        for (var row : rows) {
            if (row.fields().size() != 4) {
                throw row.error("source, target, rating and time were expected");
            }
            nodes.add(row.integer(0, 0, Integer.MAX_VALUE));
            nodes.add(row.integer(1, 0, Integer.MAX_VALUE));
        }
        var numbered = List.copyOf(nodes);
        int n = rows.size();
        var ends = new long[2 * n];
        var ratings = new long[n];
        var times = new long[n];
        for (int e = 0; e < n; e++) {
            var row = rows.get(e);
            ends[e] = Collections.binarySearch(numbered, row.integer(0, 0, Integer.MAX_VALUE));
            ends[n + e] = Collections.binarySearch(numbered, row.integer(1, 0, Integer.MAX_VALUE));
            ratings[e] = row.integer(2, -10, 10);
            if (ratings[e] == 0) {
                throw row.error("a rating of 0 does not occur in this set");
            }
            times[e] = (long) row.number(3);
        }
        return new SignedGraph(
                Tensor.of(ends, 2, n),
                Tensor.of(ratings, n),
                Tensor.of(times, n),
                numbered,
                new ContentHash()
                        .split(
                                "all",
                                List.of(
                                        ContentHash.Item.of(ends),
                                        ContentHash.Item.of(ratings),
                                        ContentHash.Item.of(times),
                                        ContentHash.Item.of(numbered.toString())))
                        .hex());
    }
}
