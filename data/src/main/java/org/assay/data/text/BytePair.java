package org.assay.data.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assay.data.format.DataException;
import org.assay.data.format.Text;

/**
 * Byte-pair encoding of UTF-8 bytes, as GPT-2's (Sennrich, Haddow and Birch 2016, arXiv:1508.07909; Radford et al. 2019): any text
 * can be encoded and comes back as it was. Files are Hugging Face's {@code tokenizer.json} of that kind, read and written.
 */
public final class BytePair implements Tokeniser {
    /** GPT-2's: words with the blank before them, numbers, signs and white space are never joined. */
    static final Pattern WORD = Pattern.compile(
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final int MOST_REMEMBERED = 100_000;

    /** The bytes of each piece. */
    private final List<byte[]> pieces;

    /** The piece that two pieces make; earlier merges have smaller ranks. */
    private final Map<Long, Merge> merges;

    private final int[] ofByte = new int[256];
    private final Map<String, int[]> remembered = new HashMap<>();

    record Merge(int rank, int left, int right, int piece) {}

    BytePair(List<byte[]> pieces, List<Merge> merges) {
        this.pieces = pieces;
        this.merges = new HashMap<>();
        Arrays.fill(ofByte, -1);
        merges.forEach(merge -> this.merges.put(pair(merge.left(), merge.right()), merge));
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).length == 1) {
                ofByte[pieces.get(i)[0] & 0xff] = i;
            }
        }
    }

    /** Pieces learnt from a text: the 256 bytes, then the most frequent pair of pieces within a word, again and again. */
    public static BytePair train(String text, int size) {
        return BytePairTraining.train(text, size, true);
    }

    /** As {@link #train}, with no piece for a byte that does not occur in the text: what has others cannot be encoded. */
    public static BytePair trainOnBytesOf(String text, int size) {
        return BytePairTraining.train(text, size, false);
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    @Override
    public int[] encode(String text) {
        var tokens = new ArrayList<int[]>();
        var words = WORD.matcher(text);
        int length = 0;
        while (words.find()) {
            var word = words.group();
            var known = remembered.get(word);
            if (known == null) {
                known = merged(word);
                if (remembered.size() < MOST_REMEMBERED) {
                    remembered.put(word, known);
                }
            }
            tokens.add(known);
            length += known.length;
        }
        var all = new int[length];
        int at = 0;
        for (var word : tokens) {
            System.arraycopy(word, 0, all, at, word.length);
            at += word.length;
        }
        return all;
    }

    /** The bytes of a word, joined in the order in which the merges were learnt. */
    private int[] merged(String word) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        var tokens = new int[bytes.length];
        Arrays.setAll(tokens, i -> ofByte[bytes[i] & 0xff]);
        if (Arrays.stream(tokens).anyMatch(token -> token < 0)) {
            throw new DataException("\"" + word + "\" has bytes for which the tokeniser has no piece");
        }
        int length = tokens.length;
        while (true) {
            Merge first = null;
            int at = 0;
            for (int i = 0; i + 1 < length; i++) {
                var merge = merges.get(pair(tokens[i], tokens[i + 1]));
                if (merge != null && (first == null || merge.rank() < first.rank())) {
                    first = merge;
                    at = i;
                }
            }
            if (first == null) {
                return Arrays.copyOf(tokens, length);
            }
            tokens[at] = first.piece();
            System.arraycopy(tokens, at + 2, tokens, at + 1, length - at - 2);
            length--;
        }
    }

    /** Bytes that are no UTF-8, as a model may write them, become the replacement character. */
    @Override
    public String decode(int[] tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(pieces.get(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int size() {
        return pieces.size();
    }

    /** Writes a {@code tokenizer.json}. */
    public void write(Path file) throws IOException {
        var json = new ObjectMapper();
        var root = json.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding").putArray("added_tokens");
        root.putNull("normalizer");
        for (var part : List.of("pre_tokenizer", "decoder")) {
            root.putObject(part)
                    .put("type", "ByteLevel")
                    .put("add_prefix_space", false)
                    .put("trim_offsets", true)
                    .put("use_regex", true);
        }
        root.putNull("post_processor");
        var model =
                root.putObject("model").put("type", "BPE").putNull("dropout").putNull("unk_token");
        var vocabulary = model.putObject("vocab");
        for (int i = 0; i < pieces.size(); i++) {
            vocabulary.put(Bytes.written(pieces.get(i)), i);
        }
        var list = model.putArray("merges");
        merges.values().stream()
                .sorted(Comparator.comparingInt(Merge::rank))
                .forEach(merge -> list.add(
                        Bytes.written(pieces.get(merge.left())) + " " + Bytes.written(pieces.get(merge.right()))));
        Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    /** Reads a {@code tokenizer.json} whose model is byte-level BPE, such as GPT-2's. */
    public static BytePair read(Path file) {
        try {
            return of(file.toString(), new ObjectMapper().readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new DataException(file + " cannot be read as JSON (" + e.getMessage() + ")", e);
        }
    }

    private static BytePair of(String file, JsonNode root) {
        var model = root.path("model");
        var splitter = root.path("pre_tokenizer");
        if (!model.path("type").asText().equals("BPE")
                || !splitter.path("type").asText().equals("ByteLevel")) {
            throw new DataException(
                    file + ": a tokeniser of model BPE with a ByteLevel pre_tokenizer is read; this one is \""
                            + model.path("type").asText() + "\" with \""
                            + splitter.path("type").asText() + "\"");
        }
        var numbers = new HashMap<String, Integer>();
        model.path("vocab")
                .properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asInt()));
        root.path("added_tokens")
                .forEach(token -> numbers.put(
                        token.path("content").asText(), token.path("id").asInt()));
        var pieces = new byte[numbers.size()][];
        numbers.forEach((piece, number) -> {
            if (number < 0 || number >= pieces.length) {
                throw new DataException(
                        file + ": the piece \"" + piece + "\" has the number " + number + " among " + pieces.length);
            }
            pieces[number] = Bytes.read(piece);
        });
        var merges = new ArrayList<Merge>();
        for (var merge : model.path("merges")) {
            // Older files hold "left right", newer ones ["left", "right"].
            var sides = merge.isArray()
                    ? List.of(merge.path(0).asText(), merge.path(1).asText())
                    : Text.words(merge.asText());
            var left = numbers.get(sides.getFirst());
            var right = numbers.get(sides.getLast());
            var joined = numbers.get(String.join("", sides));
            if (sides.size() != 2 || left == null || right == null || joined == null) {
                throw new DataException(file + ": merge " + merges.size() + ", \"" + String.join(" ", sides)
                        + "\", joins pieces that are not in the vocabulary");
            }
            merges.add(new Merge(merges.size(), left, right, joined));
        }
        return new BytePair(List.of(pieces), merges);
    }
}
