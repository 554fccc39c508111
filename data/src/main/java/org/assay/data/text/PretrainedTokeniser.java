package org.assay.data.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assay.data.format.DataException;

/**
 * The tokeniser of a published model, as its {@code tokenizer.json} (the format of Hugging Face's tokenisers) describes it: normalisation,
 * splitting, pieces and special tokens are the model's own. It stays in memory until the process ends.
 */
public final class PretrainedTokeniser implements Tokeniser {
    private final HuggingFaceTokenizer tokeniser;
    private final int size;
    private final boolean special;

    private PretrainedTokeniser(HuggingFaceTokenizer tokeniser, int size, boolean special) {
        this.tokeniser = tokeniser;
        this.size = size;
        this.special = special;
    }

    /**
     * A model's tokeniser, without special tokens.
     *
     * @param file a {@code tokenizer.json}
     * @throws DataException if there is no such file or it describes no tokeniser
     */
    public static PretrainedTokeniser of(Path file) {
        int size = size(file);
        try {
            // Otherwise the library may report to its makers that it is in use.
            System.setProperty("OPT_OUT_TRACKING", "true");
            System.setProperty("ai.djl.offline", "true");
            var options = Map.of("truncation", "false", "padding", "false");
            return new PretrainedTokeniser(HuggingFaceTokenizer.newInstance(file, options), size, false);
        } catch (IOException | RuntimeException e) {
            throw new DataException(file + " describes no tokeniser that can be used: " + e.getMessage(), e);
        }
    }

    /** The same, with what the model puts around a text, such as a token for its start. */
    public PretrainedTokeniser withSpecialTokens() {
        return new PretrainedTokeniser(tokeniser, size, true);
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(tokeniser.encode(text, special, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The text of pieces, without special tokens. */
    @Override
    public String decode(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= size) {
                throw new DataException("there is no piece " + token + "; this tokeniser has " + size);
            }
        }
        return tokeniser.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
    }

    @Override
    public int size() {
        return size;
    }

    /** One more than the greatest number in the file. */
    private static int size(Path file) {
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DataException(file + " cannot be read as a tokeniser: " + e.getMessage(), e);
        }
        var pieces = tree.path("model").path("vocab");
        int greatest = pieces.isArray() ? pieces.size() - 1 : -1;
        if (pieces.isObject()) {
            for (var number : pieces) {
                greatest = Math.max(greatest, number.asInt());
            }
        }
        for (var added : tree.path("added_tokens")) {
            greatest = Math.max(greatest, added.path("id").asInt());
        }
        if (greatest < 0) {
            throw new DataException(file + " has no pieces under \"model\", \"vocab\"; it is not a tokeniser's file");
        }
        return greatest + 1;
    }
}
