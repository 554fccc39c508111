package org.assay.data;

import static org.assay.data.TinySets.copy;
import static org.assay.data.TinySets.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataFile;
import org.assay.data.catalogue.Edition;
import org.assay.data.format.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every loader of text on files of its format, whole and broken. */
class SmallTextSetsTest {
    @TempDir
    Path folder;

    /** Text and class name of each, in alphabetical order: the canonical order is as good as random. */
    private static List<String> pairs(LabelledText texts, List<String> classes) {
        var pairs = new ArrayList<String>();
        var labels = texts.labels().toLongs();
        for (int i = 0; i < labels.length; i++) {
            pairs.add(texts.texts().get(i) + " | " + classes.get((int) labels[i]));
        }
        return pairs.stream().sorted().toList();
    }

    @Test
    void theCorpusIsSplitByPosition() throws IOException {
        Files.writeString(folder.resolve("input.txt"), "0123456789");
        var corpus = TextLoaders.tinyShakespeare(copy(folder));
        assertThat(corpus.train()).isEqualTo("012345678");
        assertThat(corpus.validation()).isEqualTo("9");
        Files.write(folder.resolve("input.txt"), new byte[] {'a', '\n', (byte) 0xff});
        assertThatThrownBy(() -> TextLoaders.tinyShakespeare(copy(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("input.txt, line 2: byte 2 (0xff) is not UTF-8");
    }

    @Test
    void namesAreOneLanguageAFile() throws IOException {
        write(folder, "English.txt", "Smith", "Ångström ");
        write(folder, "German.txt", "Müller");
        var names = TextLoaders.names(copy(folder));
        assertThat(names.classes()).containsExactly("English", "German");
        assertThat(pairs(names.train(), names.classes()))
                .containsExactly("Müller | German", "Smith | English", "Ångström | English");
        assertThat(names.counts()).containsExactlyEntriesOf(Map.of("all", 3L));
    }

    @Test
    void messagesAreHamOrSpam() throws IOException {
        write(folder, "sms.tsv", "ham\tsee you \"later\"", "spam\tWIN");
        var sms = TextLoaders.smsSpam(copy(folder));
        assertThat(pairs(sms.train(), sms.classes())).containsExactly("WIN | spam", "see you \"later\" | ham");
        write(folder, "sms.tsv", "ham\tok", "egg\tno");
        assertThatThrownBy(() -> TextLoaders.smsSpam(copy(folder)))
                .hasMessage("sms.tsv, line 2: \"ham\" or \"spam\", a tab and a message were expected");
    }

    @Test
    void sentencesBeginWithTheirLabel() throws IOException {
        write(folder, "stsa.binary.train", "1 a fine film", "0 dull");
        write(folder, "stsa.binary.dev", "0 bad");
        write(folder, "stsa.binary.test", "1 good");
        var sst2 = TextLoaders.sst2(copy(folder));
        assertThat(pairs(sst2.train(), sst2.classes())).containsExactly("a fine film | positive", "dull | negative");
        assertThat(pairs(sst2.validation(), sst2.classes())).containsExactly("bad | negative");
        assertThat(sst2.counts())
                .containsEntry("train", 2L)
                .containsEntry("validation", 1L)
                .containsEntry("test", 1L);
        write(folder, "stsa.binary.dev", "2 neither");
        assertThatThrownBy(() -> TextLoaders.sst2(copy(folder)))
                .hasMessage("stsa.binary.dev, line 1: 2 is outside 0 to 1");
        write(folder, "stsa.binary.dev", "1");
        assertThatThrownBy(() -> TextLoaders.sst2(copy(folder)))
                .hasMessage("stsa.binary.dev, line 1: a label, a blank and a text were expected");
    }

    @Test
    void questionsAreTheSameInUtf8AndInLatin1() throws IOException {
        write(folder, "TREC.train.all", "3 Who was Gödel ?", "5 How many ?");
        write(folder, "TREC.test.all", "4 Where ?");
        var utf8 = TextLoaders.trec(copy(folder));
        assertThat(pairs(utf8.train(), utf8.classes()))
                .containsExactly("How many ? | number", "Who was Gödel ? | human");
        Files.write(
                folder.resolve("TREC.train.all"),
                "3 Who was Gödel ?\n5 How many ?\n".getBytes(StandardCharsets.ISO_8859_1));
        var files = copy(folder).paths().stream()
                .map(path -> new DataFile(path, DataFile.UNKNOWN, "", List.of()))
                .toList();
        var latin1 = TextLoaders.trec(new Copy(copy(folder).set(), new Edition("latin1", files), folder));
        assertThat(latin1.contentHash()).isEqualTo(utf8.contentHash());
    }

    @Test
    void articlesAreTitleAndText() throws IOException {
        write(folder, "classes.txt", "World", "Sports");
        write(folder, "test.csv", "\"2\",\"A \"\"big\"\" win\",\"First\\nsecond\"");
        var news = TextLoaders.agNews(copy(folder));
        assertThat(pairs(news.test(), news.classes())).containsExactly("A \"big\" win\nFirst\nsecond | Sports");
        write(folder, "test.csv", "\"3\",\"t\",\"x\"");
        assertThatThrownBy(() -> TextLoaders.agNews(copy(folder))).hasMessage("test.csv, line 1: 3 is outside 1 to 2");
        write(folder, "test.csv", "\"1\",\"t\"");
        assertThatThrownBy(() -> TextLoaders.agNews(copy(folder)))
                .hasMessage("test.csv, line 1: class, title and text were expected");
    }

    @Test
    void sentencesKeepTheirTranslation() throws IOException {
        write(folder, "eng-fra.txt", "Go.\tVa !\tCC-BY", "Run!\tCours !\tCC-BY");
        var pairs = TextLoaders.engFra(copy(folder)).train();
        assertThat(pairs.source()).hasSize(2);
        assertThat(pairs.target().get(pairs.source().indexOf("Go."))).isEqualTo("Va !");
        assertThat(pairs.target().get(pairs.source().indexOf("Run!"))).isEqualTo("Cours !");
        write(folder, "eng-fra.txt", "Go.\tVa !");
        assertThatThrownBy(() -> TextLoaders.engFra(copy(folder)))
                .hasMessage("eng-fra.txt, line 1: English, French and attribution were expected");
    }

    @Test
    void linesOfTwoFilesBelongTogether() throws IOException {
        for (var split : List.of("train", "val", "test_2016_flickr")) {
            write(folder, split + ".en", "one " + split, "two");
            write(folder, split + ".fr", "un " + split, "deux");
        }
        var captions = TextLoaders.multi30k(copy(folder));
        var train = captions.train();
        assertThat(train.target().get(train.source().indexOf("one train"))).isEqualTo("un train");
        assertThat(captions.validation().source()).contains("one val");
        assertThat(captions.test().source()).contains("one test_2016_flickr");
        write(folder, "val.fr", "un");
        assertThatThrownBy(() -> TextLoaders.multi30k(copy(folder)))
                .hasMessage("val.en has 2 lines and val.fr 1; line k of the one must translate line k of the other");
    }

    @Test
    void tunesComeFromAllBooks() throws IOException {
        write(folder, "a.abc", "X:1", "T:First", "K:G", "GAB|");
        write(folder, "b.abc", "X:1", "T:Second", "K:D", "d4|", "", "X:2", "T:Third", "K:C", "c|");
        var tunes = TextLoaders.nottingham(copy(folder));
        assertThat(tunes.tunes())
                .extracting(tune -> tune.title())
                .containsExactlyInAnyOrder("First", "Second", "Third");
        write(folder, "b.abc", "X:one", "K:C");
        assertThatThrownBy(() -> TextLoaders.nottingham(copy(folder)))
                .hasMessage("b.abc, line 1: \"one\" is not an integer");
    }

    @Test
    void theOrderDoesNotDependOnTheFile() throws IOException {
        write(folder, "sms.tsv", "ham\ta", "spam\tb", "ham\tc", "ham\td");
        var first = TextLoaders.smsSpam(copy(folder));
        write(folder, "sms.tsv", "ham\td", "ham\tc", "spam\tb", "ham\ta");
        var second = TextLoaders.smsSpam(copy(folder));
        assertThat(second.train().texts()).isEqualTo(first.train().texts());
        assertThat(second.contentHash()).isEqualTo(first.contentHash());
        write(folder, "sms.tsv", "ham\td", "spam\tc", "spam\tb", "ham\ta");
        assertThat(TextLoaders.smsSpam(copy(folder)).contentHash()).isNotEqualTo(first.contentHash());
    }
}
