package org.assay.data.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.assay.data.format.DataException;
import org.assay.data.format.Text;

/** All data sets that Assay knows, one JSON resource each. */
public final class Catalogue {
    private static final List<DataSet> ALL = Text.lines("index.txt", resource("index.txt")).stream()
            .map(Catalogue::parse)
            .toList();

    private Catalogue() {}

    /** In the order of their ids. */
    public static List<DataSet> all() {
        return ALL;
    }

    public static DataSet of(String id) {
        return ALL.stream()
                .filter(set -> set.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new DataException("there is no data set \"" + id + "\"; did you mean " + nearest(id)
                        + "? `assay data list` shows all"));
    }

    private static String nearest(String id) {
        return ALL.stream()
                .map(DataSet::id)
                .min(Comparator.comparingInt(known -> distance(id, known)))
                .orElseThrow();
    }

    /** Edits from one name to the other (Levenshtein 1966). */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static DataSet parse(String id) {
        JsonNode node;
        try {
            node = new ObjectMapper().readTree(resource(id + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DataSet(
                node.path("id").asText(),
                node.path("title").asText(),
                URI.create(node.path("home").asText()),
                node.path("licence").asText(),
                node.path("citation").asText(),
                list(
                        node.path("splits"),
                        split -> new Split(
                                split.path("name").asText(),
                                split.path("items").asLong(),
                                split.path("shape").asText())),
                list(
                        node.path("editions"),
                        edition -> new Edition(
                                edition.path("name").asText(), list(edition.path("files"), Catalogue::file))),
                node.path("contentHash").asText());
    }

    private static DataFile file(JsonNode file) {
        return new DataFile(
                file.path("path").asText(),
                file.path("bytes").asLong(DataFile.UNKNOWN),
                file.path("sha256").asText(),
                list(file.path("at"), address -> URI.create(address.asText())));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        var list = new ArrayList<T>();
        array.forEach(node -> list.add(element.apply(node)));
        return list;
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
