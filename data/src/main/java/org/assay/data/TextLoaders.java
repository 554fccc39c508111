package org.assay.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.data.ParallelText.Pairs;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Abc;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.data.format.Text;
import org.assay.tensor.Tensor;

/** Texts, sentences with classes or translations, and tunes. */
final class TextLoaders {
    private static final List<String> SENTIMENTS = List.of("negative", "positive");
    private static final List<String> QUESTIONS =
            List.of("description", "entity", "abbreviation", "human", "location", "number");

    private TextLoaders() {}

    static Corpus tinyShakespeare(Copy copy) {
        var bytes = copy.bytes("input.txt");
        return new Corpus(
                Text.decode("input.txt", bytes),
                new ContentHash()
                        .split("text", List.of(ContentHash.Item.of(bytes)))
                        .hex());
    }

    private static final class Labelled {
        private final ArrayList<String> texts = new ArrayList<>();
        private final ArrayList<ContentHash.Item> items = new ArrayList<>();

        void add(String text, long label) {
            texts.add(text);
            items.add(ContentHash.Item.of(text, label));
        }

        LabelledText sorted(String split, ContentHash hash) {
            var order = ContentHash.order(items);
            if (order.length > 0) {
                hash.split(split, Arrays.stream(order).mapToObj(items::get).toList());
            }
            return new LabelledText(
                    Arrays.stream(order).mapToObj(texts::get).toList(),
                    Tensor.of(
                            Arrays.stream(order)
                                    .mapToLong(i -> items.get(i).labels()[0])
                                    .toArray(),
                            order.length));
        }
    }

    private static TextClasses classes(Labelled train, Labelled validation, Labelled test, List<String> classes) {
        var hash = new ContentHash();
        return new TextClasses(
                train.sorted("train", hash),
                validation.sorted("validation", hash),
                test.sorted("test", hash),
                classes,
                hash.hex());
    }

    static TextClasses names(Copy copy) {
        var all = new Labelled();
        var languages = new ArrayList<String>();
        for (var path : copy.paths()) {
            for (var name : Text.lines(path, copy.bytes(path))) {
                all.add(name.strip(), languages.size());
            }
            languages.add(path.substring(0, path.lastIndexOf('.')));
        }
        return classes(all, new Labelled(), new Labelled(), List.copyOf(languages));
    }

    static TextClasses smsSpam(Copy copy) {
        var all = new Labelled();
        var classes = List.of("ham", "spam");
        for (var row : Csv.tabs("sms.tsv", copy.bytes("sms.tsv")).rows()) {
            if (row.fields().size() != 2 || !classes.contains(row.text(0))) {
                throw row.error("\"ham\" or \"spam\", a tab and a message were expected");
            }
            all.add(row.text(1), classes.indexOf(row.text(0)));
        }
        return classes(all, new Labelled(), new Labelled(), classes);
    }

    static TextClasses sst2(Copy copy) {
        return classes(
                leading(copy, "stsa.binary.train", 2),
                leading(copy, "stsa.binary.dev", 2),
                leading(copy, "stsa.binary.test", 2),
                SENTIMENTS);
    }

    static TextClasses trec(Copy copy) {
        return classes(
                leading(copy, "TREC.train.all", 6), new Labelled(), leading(copy, "TREC.test.all", 6), QUESTIONS);
    }

    /** Lines of a label, a blank and a text. */
    private static Labelled leading(Copy copy, String file, int classes) {
        var bytes = copy.bytes(file);
        if (copy.edition().name().equals("latin1")) {
            bytes = new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        }
        var labelled = new Labelled();
        var lines = Text.lines(file, bytes);
        for (int i = 0; i < lines.size(); i++) {
            int blank = lines.get(i).indexOf(' ');
            if (blank < 0) {
                throw new DataException(file + ", line " + (i + 1) + ": a label, a blank and a text were expected");
            }
            labelled.add(
                    lines.get(i).substring(blank + 1),
                    Text.integer(file, i + 1, lines.get(i).substring(0, blank), 0, classes - 1));
        }
        return labelled;
    }

    static TextClasses agNews(Copy copy) {
        var classes = Text.lines("classes.txt", copy.bytes("classes.txt"));
        var test = new Labelled();
        for (var row : Csv.commas("test.csv", copy.bytes("test.csv")).rows()) {
            if (row.fields().size() != 3) {
                throw row.error("class, title and text were expected");
            }
            test.add((row.text(1) + "\n" + row.text(2)).replace("\\n", "\n"), row.integer(0, 1, classes.size()) - 1);
        }
        return classes(new Labelled(), new Labelled(), test, classes);
    }

    private static final class Aligned {
        private final ArrayList<String> source = new ArrayList<>();
        private final ArrayList<String> target = new ArrayList<>();
        private final ArrayList<ContentHash.Item> items = new ArrayList<>();

        void add(String from, String to) {
            source.add(from);
            target.add(to);
            items.add(ContentHash.Item.of(from + "\t" + to));
        }

        Pairs sorted(String split, ContentHash hash) {
            var order = ContentHash.order(items);
            if (order.length > 0) {
                hash.split(split, Arrays.stream(order).mapToObj(items::get).toList());
            }
            return new Pairs(
                    Arrays.stream(order).mapToObj(source::get).toList(),
                    Arrays.stream(order).mapToObj(target::get).toList());
        }
    }

    static ParallelText engFra(Copy copy) {
        var all = new Aligned();
        for (var row : Csv.tabs("eng-fra.txt", copy.bytes("eng-fra.txt")).rows()) {
            if (row.fields().size() != 3) {
                throw row.error("English, French and attribution were expected");
            }
            all.add(row.text(0), row.text(1));
        }
        var hash = new ContentHash();
        return new ParallelText(
                all.sorted("all", hash), new Pairs(List.of(), List.of()), new Pairs(List.of(), List.of()), hash.hex());
    }

    static ParallelText multi30k(Copy copy) {
        var hash = new ContentHash();
        return new ParallelText(
                parallel(copy, "train").sorted("train", hash),
                parallel(copy, "val").sorted("validation", hash),
                parallel(copy, "test_2016_flickr").sorted("test", hash),
                hash.hex());
    }

    private static Aligned parallel(Copy copy, String split) {
        var english = Text.lines(split + ".en", copy.bytes(split + ".en"));
        var french = Text.lines(split + ".fr", copy.bytes(split + ".fr"));
        if (english.size() != french.size()) {
            throw new DataException(split + ".en has " + english.size() + " lines and " + split + ".fr " + french.size()
                    + "; line k of the one must translate line k of the other");
        }
        var aligned = new Aligned();
        for (int i = 0; i < english.size(); i++) {
            aligned.add(english.get(i).strip(), french.get(i).strip());
        }
        return aligned;
    }

    static Tunes nottingham(Copy copy) {
        var tunes = new ArrayList<Abc.Tune>();
        for (var path : copy.paths()) {
            tunes.addAll(Abc.read(path, copy.bytes(path)));
        }
        var items = tunes.stream().map(tune -> ContentHash.Item.of(tune.text())).toList();
        var order = ContentHash.order(items);
        return new Tunes(
                Arrays.stream(order).mapToObj(tunes::get).toList(),
                new ContentHash()
                        .split("all", Arrays.stream(order).mapToObj(items::get).toList())
                        .hex());
    }
}
