package org.assay.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files in the format of Hugging Face's tokenisers; what they give is worked out by hand. */
class PretrainedTokeniserTest {
    private static final String BYTE_PAIRS = """
            {"version": "1.0", "truncation": null, "padding": null, "normalizer": {"type": "Lowercase"},
             "added_tokens": [{"id": 7, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "pre_tokenizer": {"type": "Whitespace"},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
               "special_tokens": {"<s>": {"id": "<s>", "ids": [7], "tokens": ["<s>"]}}},
             "decoder": null,
             "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
               "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false,
               "vocab": {"a": 0, "b": 1, "c": 2, "ab": 3, "abc": 4, "ca": 5, "cab": 6},
               "merges": ["a b", "ab c", "c ab"]}}
            """;

    @TempDir
    Path folder;

    @Test
    void mergesInTheOrderOfTheFile() throws IOException {
        var tokeniser = PretrainedTokeniser.of(file(BYTE_PAIRS));
        assertThat(tokeniser.size()).isEqualTo(8);
        // "abcab": a b first, twice: ab c ab; then ab c: abc ab. "cab": c ab, then the third merge: cab. Capitals are
        // the file's affair.
        assertThat(tokeniser.encode("ABCab cab")).containsExactly(4, 3, 6);
        assertThat(tokeniser.tensor("b a").toLongs()).containsExactly(1, 0);
        assertThat(tokeniser.decode(new int[] {4})).isEqualTo("abc");
    }

    @Test
    void specialTokensOnRequest() throws IOException {
        var tokeniser = PretrainedTokeniser.of(file(BYTE_PAIRS)).withSpecialTokens();
        assertThat(tokeniser.encode("ab")).containsExactly(7, 3);
        assertThat(tokeniser.decode(new int[] {7, 3})).isEqualTo("ab");
    }

    @Test
    void longTextsStayWhole() throws IOException {
        var tokeniser = PretrainedTokeniser.of(file(BYTE_PAIRS));
        assertThat(tokeniser.encode("ab ".repeat(5_000))).hasSize(5_000).containsOnly(3);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> PretrainedTokeniser.of(folder.resolve("none.json")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.json");
        assertThatThrownBy(() -> PretrainedTokeniser.of(file("{")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be read as a tokeniser");
        assertThatThrownBy(() -> PretrainedTokeniser.of(file("{\"model\": {}}")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it is not a tokeniser's file");
        assertThatThrownBy(
                        () -> PretrainedTokeniser.of(file("{\"model\": {\"type\": \"None\", \"vocab\": {\"a\": 0}}}")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("describes no tokeniser");
        var tokeniser = PretrainedTokeniser.of(file(BYTE_PAIRS));
        assertThatThrownBy(() -> tokeniser.decode(new int[] {8}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no piece 8");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tokenizer.json"), text);
    }
}
