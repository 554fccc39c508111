package org.assay.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokeniserTest {
    private static final String TEXT = "low lower lowest newer newest wide wider. It's 2024's naïve café!\n\n"
            + "  two  spaces; slow slower slowest, the newest and the widest.";

    @TempDir
    Path folder;

    @Test
    void charactersAreNumberedInOrderAndComeBack() {
        var tokeniser = CharacterTokeniser.of("banana 🙂");
        assertThat(tokeniser.size()).isEqualTo(5);
        assertThat(tokeniser.encode("nab 🙂")).containsExactly(3, 1, 2, 0, 4);
        assertThat(tokeniser.text(tokeniser.tensor("nab 🙂"))).isEqualTo("nab 🙂");
        assertThatThrownBy(() -> tokeniser.encode("ban!"))
                .isInstanceOf(DataException.class)
                .hasMessage("character 3, \"!\" (U+0021), is not among the 5 of the tokeniser");
    }

    /** Merges and numbers as Hugging Face's tokenizers 0.22 has them for this text and 280 pieces. */
    @Test
    void trainingAndEncodingAgreeWithHuggingFace() {
        var pairs = BytePair.train(TEXT, 280);
        assertThat(pairs.size()).isEqualTo(280);
        assertThat(pairs.encode(TEXT))
                .containsExactly(
                        257, 86, 272, 267, 272, 261, 268, 267, 274, 266, 266, 81, 13, 220, 277, 270, 220, 276, 19, 270,
                        259, 64, 127, 107, 85, 68, 220, 66, 279, 127, 102, 0, 198, 198, 220, 265, 86, 78, 220, 260, 79,
                        278, 68, 82, 26, 269, 86, 269, 267, 269, 261, 11, 273, 274, 220, 64, 77, 67, 273, 266, 258, 13);
        assertThat(pairs.encode("the lowest café isn't new 🙂"))
                .containsExactly(
                        83, 271, 272, 261, 220, 66, 279, 127, 102, 220, 72, 82, 77, 6, 83, 268, 86, 220, 172, 253, 247,
                        224);
    }

    @Test
    void anyTextComesBack() {
        var pairs = BytePair.train(TEXT, 300);
        for (var text : List.of("", " ", "\t\n a  b ", "日本語 🙂🙂", "don't 12,345.6e7", TEXT)) {
            assertThat(pairs.decode(pairs.encode(text))).isEqualTo(text);
        }
        // No more pairs than there are: the text is soon one piece a word.
        assertThat(BytePair.train("aaa", 1000).size()).isEqualTo(258);
        assertThatThrownBy(() -> BytePair.train("a", 255)).hasMessageContaining("at least 256");
    }

    /** The bytes of the text are numbered as if there were no others, and the merges are those learnt among all bytes. */
    @Test
    void piecesMayBeLearntOnTheBytesOfTheTextAlone() {
        var text = "low lower lowest";
        var pairs = BytePair.trainOnBytesOf(text, 10);
        // In order: e l o r s t w and the blank; then l-o and lo-w, each three times.
        assertThat(pairs.size()).isEqualTo(10);
        assertThat(pairs.encode(text)).containsExactly(9, 7, 9, 0, 3, 7, 9, 0, 4, 5);
        assertThat(pairs.decode(pairs.encode("we stole"))).isEqualTo("we stole");
        assertThatThrownBy(() -> pairs.encode("a row")).hasMessageContaining("\"a\" has bytes");
        assertThatThrownBy(() -> BytePair.trainOnBytesOf(text, 7)).hasMessageContaining("at least 8");
    }

    @Test
    void writtenFilesAreReadAgain() throws IOException {
        var pairs = BytePair.train(TEXT, 280);
        var file = folder.resolve("tokenizer.json");
        pairs.write(file);
        assertThat(Files.readString(file)).contains("\"Ġn e\"").contains("\"Ġnewest\" : 274");
        assertThat(BytePair.read(file).encode(TEXT)).isEqualTo(pairs.encode(TEXT));
    }

    @Test
    void filesOfHuggingFaceAreReadInBothWritings() throws IOException {
        var vocab = "{\"h\":0,\"e\":1,\"Ġ\":2,\"he\":3,\"Ġhe\":4}";
        for (var merges : List.of("[\"h e\", \"Ġ he\"]", "[[\"h\",\"e\"],[\"Ġ\",\"he\"]]")) {
            var file = Files.writeString(
                    folder.resolve("t.json"),
                    "{\"added_tokens\":[{\"id\":5,\"content\":\"<|end|>\"}],\"pre_tokenizer\":{\"type\":\"ByteLevel\"},"
                            + "\"model\":{\"type\":\"BPE\",\"vocab\":" + vocab + ",\"merges\":" + merges + "}}");
            var read = BytePair.read(file);
            assertThat(read.encode("he he")).containsExactly(3, 4);
            assertThat(read.decode(new int[] {4, 5})).isEqualTo(" he<|end|>");
        }
    }

    @Test
    void otherKindsOfFilesAreRefused() throws IOException {
        var file = Files.writeString(
                folder.resolve("t.json"),
                "{\"pre_tokenizer\":{\"type\":\"Metaspace\"},\"model\":{\"type\":\"Unigram\"}}");
        assertThatThrownBy(() -> BytePair.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": a tokeniser of model BPE with a ByteLevel pre_tokenizer is read; this one is"
                        + " \"Unigram\" with \"Metaspace\"");
        Files.writeString(
                file,
                "{\"pre_tokenizer\":{\"type\":\"ByteLevel\"},\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a"
                        + " b\"]}}");
        assertThatThrownBy(() -> BytePair.read(file))
                .hasMessage(file + ": merge 0, \"a b\", joins pieces that are not in the vocabulary");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> BytePair.read(file)).hasMessageStartingWith(file + " cannot be read as JSON");
    }
}
