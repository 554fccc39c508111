package org.assay.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Archive;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.data.format.Text;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Tables of numbers and ratings. */
final class TableLoaders {
    private static final List<String> HOUSING = List.of(
            "longitude",
            "latitude",
            "housing_median_age",
            "total_rooms",
            "total_bedrooms",
            "population",
            "households",
            "median_income",
            "median_house_value",
            "ocean_proximity");
    private static final List<String> PROXIMITY = List.of("<1H OCEAN", "INLAND", "ISLAND", "NEAR BAY", "NEAR OCEAN");
    private static final int BEDROOMS = HOUSING.indexOf("total_bedrooms");

    private TableLoaders() {}

    static Table californiaHousing(Copy copy) {
        var rows = Csv.commas("housing.csv", copy.bytes("housing.csv")).rows(HOUSING);
        int width = HOUSING.size();
        var values = new double[rows.size() * width];
        for (int r = 0; r < rows.size(); r++) {
            var row = rows.get(r);
            for (int c = 0; c < width - 1; c++) {
                values[r * width + c] = c == BEDROOMS && row.text(c).isEmpty() ? Double.NaN : row.number(c);
            }
            int category = PROXIMITY.indexOf(row.text(width - 1));
            if (category < 0) {
                throw row.error("\"" + row.text(width - 1) + "\" is not among " + String.join(", ", PROXIMITY));
            }
            values[r * width + width - 1] = category;
        }
        return new Table(
                HOUSING,
                Tensor.of(DType.FLOAT64, values, rows.size(), width),
                Map.of("ocean_proximity", PROXIMITY),
                new ContentHash()
                        .split("all", List.of(ContentHash.Item.of(values)))
                        .hex());
    }

    static RegressionTables uciRegression(Copy copy) {
        var tables = new TreeMap<String, Regression>();
        var hash = new ContentHash();
        for (var path : new TreeSet<>(copy.paths())) {
            if (path.endsWith("/columns.txt")) {
                var name = path.substring(0, path.indexOf('/'));
                tables.put(name, regression(copy, name, hash));
            }
        }
        return new RegressionTables(tables, hash.hex());
    }

    private static Regression regression(Copy copy, String name, ContentHash hash) {
        var columnFile = name + "/columns.txt";
        var columns = Text.lines(columnFile, copy.bytes(columnFile)).stream()
                .map(Text::words)
                .toList();
        if (columns.size() != 2
                || !columns.getFirst().getFirst().equals("features")
                || !columns.getLast().getFirst().equals("target")) {
            throw new DataException(columnFile + ": a line \"features …\" and a line \"target …\" were expected");
        }
        var dataFile = name + "/data.txt";
        var rows = Text.lines(dataFile, copy.bytes(dataFile)).stream()
                .filter(line -> !line.isBlank())
                .map(Text::words)
                .toList();
        int width = rows.getFirst().size();
        var features = columns.getFirst().subList(1, columns.getFirst().size()).stream()
                .mapToInt(word -> (int) Text.integer(columnFile, 1, word, 0, width - 1))
                .toArray();
        int target = (int) Text.integer(columnFile, 2, columns.getLast().get(1), 0, width - 1);
        var inputs = new double[rows.size() * features.length];
        var targets = new double[rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            if (rows.get(r).size() != width) {
                throw new DataException(dataFile + ", line " + (r + 1) + ": "
                        + rows.get(r).size() + " values where the first row has " + width);
            }
            for (int f = 0; f < features.length; f++) {
                inputs[r * features.length + f] =
                        Text.number(dataFile, r + 1, rows.get(r).get(features[f]));
            }
            targets[r] = Text.number(dataFile, r + 1, rows.get(r).get(target));
        }
        var splits = splits(name + "/test_splits.txt", copy.bytes(name + "/test_splits.txt"), rows.size());
        hash.split(
                name,
                List.of(
                        ContentHash.Item.of(inputs),
                        ContentHash.Item.of(targets),
                        ContentHash.Item.of(splits.stream()
                                .flatMapToLong(split -> LongStream.concat(
                                        LongStream.of(split.size()),
                                        split.stream().mapToLong(Long::longValue)))
                                .toArray())));
        return new Regression(
                name,
                Tensor.of(DType.FLOAT64, inputs, rows.size(), features.length),
                Tensor.of(DType.FLOAT64, targets, rows.size()),
                splits);
    }

    private static List<List<Long>> splits(String file, byte[] bytes, int rows) {
        var lines = Text.lines(file, bytes);
        var splits = new ArrayList<List<Long>>();
        for (int s = 0; s < lines.size(); s++) {
            int line = s + 1;
            splits.add(Text.words(lines.get(s)).stream()
                    .map(word -> Text.integer(file, line, word, 0, rows - 1))
                    .toList());
        }
        return List.copyOf(splits);
    }

    static Ratings movieLens(Copy copy) {
        var files = new HashMap<String, byte[]>();
        if (copy.has("ml-latest-small.zip")) {
            Archive.visitBytes(
                    copy.path("ml-latest-small.zip"),
                    (path, bytes) -> files.put(path.substring(path.lastIndexOf('/') + 1), bytes));
        } else {
            files.put("movies.csv", copy.bytes("movies.csv"));
            files.put("ratings.csv", copy.bytes("ratings.csv"));
        }
        var films = Csv.commas("movies.csv", part(files, "movies.csv")).rows("movieId", "title", "genres");
        var ratings =
                Csv.commas("ratings.csv", part(files, "ratings.csv")).rows("userId", "movieId", "rating", "timestamp");
        var filmOf = new TreeMap<Long, Csv.Row>();
        films.forEach(film -> filmOf.put(film.integer(0, 1, Integer.MAX_VALUE), film));
        var users = new TreeSet<Long>();
        ratings.forEach(rating -> users.add(rating.integer(0, 1, Integer.MAX_VALUE)));
        var filmNumber = List.copyOf(filmOf.keySet());
        var userNumber = List.copyOf(users);
        var order = ratings.stream()
                .sorted(Comparator.<Csv.Row>comparingLong(r -> r.integer(0, 1, Integer.MAX_VALUE))
                        .thenComparingLong(r -> r.integer(1, 1, Integer.MAX_VALUE)))
                .toList();
        int n = order.size();
        var user = new long[n];
        var film = new long[n];
        var rated = new float[n];
        var time = new long[n];
        for (int i = 0; i < n; i++) {
            var row = order.get(i);
            user[i] = Collections.binarySearch(userNumber, row.integer(0, 1, Integer.MAX_VALUE));
            film[i] = Collections.binarySearch(filmNumber, row.integer(1, 1, Integer.MAX_VALUE));
            if (film[i] < 0) {
                throw row.error("film " + row.text(1) + " is not in movies.csv");
            }

            rated[i] = (float) row.number(2);
            if (rated[i] < 0.5 || rated[i] > 5 || rated[i] * 2 != Math.rint(rated[i] * 2)) {
                throw row.error("the rating " + row.text(2) + " is not one of 0.5, 1, … 5");
            }
            time[i] = row.integer(3, 0, Long.MAX_VALUE);
        }
        var titles = filmOf.values().stream().map(row -> row.text(1)).toList();
        var genres = filmOf.values().stream().map(row -> genres(row.text(2))).toList();
        var doubled = new long[n];
        Arrays.setAll(doubled, i -> (long) (2 * rated[i]));
        return new Ratings(
                Tensor.of(user, n),
                Tensor.of(film, n),
                Tensor.of(rated, n),
                Tensor.of(time, n),
                titles,
                genres,
                new ContentHash()
                        .split(
                                "ratings",
                                List.of(
                                        ContentHash.Item.of(user),
                                        ContentHash.Item.of(film),
                                        ContentHash.Item.of(doubled),
                                        ContentHash.Item.of(time)))
                        .split(
                                "movies",
                                List.of(
                                        ContentHash.Item.of(String.join("\n", titles)),
                                        ContentHash.Item.of(genres.toString())))
                        .hex());
    }

    private static byte[] part(Map<String, byte[]> files, String name) {
        var bytes = files.get(name);
        if (bytes == null) {
            throw new DataException("ml-latest-small.zip has no " + name);
        }
        return bytes;
    }

    private static List<String> genres(String field) {
        return List.of(field.split("\\|", -1));
    }
}
