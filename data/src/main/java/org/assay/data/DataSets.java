package org.assay.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Store;
import org.assay.data.format.DataException;

/**
 * The data sets, as tensors.
 *
 * <pre>{@code
 * var data = DataSets.cifar10();
 * for (var batch : Batches.of(data.train(), 128, rng)) { … }
 * }</pre>
 *
 * A set comes from the cache ({@code ASSAY_CACHE}), else from {@code ASSAY_MIRROR}, else from where it is published;
 * every file is checked against the catalogue, and the parsed content against the catalogue's content hash.
 */
public final class DataSets {
    private static final Map<String, String> LOADED = new ConcurrentSkipListMap<>();
    private static final Set<String> MAPPED = Set.of("mnist", "fashion-mnist", "cifar10", "cifar100");

    private DataSets() {}

    /** Handwritten digits, {@code [60,000 and 10,000, 1, 28, 28]}. */
    public static Images mnist() {
        return load("mnist", Images.class);
    }

    /** Clothes in 10 classes, {@code [60,000 and 10,000, 1, 28, 28]}. */
    public static Images fashionMnist() {
        return load("fashion-mnist", Images.class);
    }

    /** Photographs in 10 classes, {@code [50,000 and 10,000, 3, 32, 32]}. */
    public static Images cifar10() {
        return load("cifar10", Images.class);
    }

    /** Photographs in 100 classes, {@code [50,000 and 10,000, 3, 32, 32]}. */
    public static Images cifar100() {
        return load("cifar100", Images.class);
    }

    /** 500 test photographs of CIFAR-100, of none of the classes of CIFAR-10; no training split. */
    public static Images cifar100Ood() {
        return load("cifar100-ood", Images.class);
    }

    /** Handwritten digits with values 0 to 16, {@code [3,823 and 1,797, 1, 8, 8]}. */
    public static Images optdigits() {
        return load("optdigits", Images.class);
    }

    /** 1,623 handwritten characters of 50 alphabets by 20 drawers. */
    public static Characters omniglot28() {
        return load("omniglot28", Characters.class);
    }

    /** Two photographs: a lighthouse and parrots. */
    public static Photographs kodak() {
        return load("kodak", Photographs.class);
    }

    /** Electron microscopy, {@code [15, 1, 512, 512]}: 0 membrane, 1 inside of a cell. */
    public static Segmentation membrane() {
        return load("membrane", Segmentation.class);
    }

    /** Road scenes, {@code [42 and 18, 3, 120, 160]}; class 11 is to be ignored. */
    public static Segmentation camvid160() {
        return load("camvid160", Segmentation.class);
    }

    /** A million characters of plays. */
    public static Corpus tinyShakespeare() {
        return load("tiny-shakespeare", Corpus.class);
    }

    /** 20,050 surnames of 18 languages. */
    public static TextClasses names() {
        return load("names", TextClasses.class);
    }

    /** 5,574 messages, ham or spam. */
    public static TextClasses smsSpam() {
        return load("sms-spam", TextClasses.class);
    }

    /** Sentences of film reviews, negative or positive. */
    public static TextClasses sst2() {
        return load("sst2", TextClasses.class);
    }

    /** Questions in six types. */
    public static TextClasses trec() {
        return load("trec", TextClasses.class);
    }

    /** 7,600 news articles in four topics: the official test file, as the only split; title and text on two lines. */
    public static TextClasses agNews() {
        return load("ag-news", TextClasses.class);
    }

    /** 5,000 short sentence pairs, English to French. */
    public static ParallelText engFra() {
        return load("eng-fra", ParallelText.class);
    }

    /** Image captions, English to French. */
    public static ParallelText multi30k() {
        return load("multi30k-en-fr", ParallelText.class);
    }

    /** 1,034 folk tunes. */
    public static Tunes nottingham() {
        return load("nottingham-abc", Tunes.class);
    }

    /** 600 recordings of ten spoken digits by six speakers. */
    public static Recordings spokenDigits() {
        return load("fsdd", Recordings.class);
    }

    /** Hourly electricity transformer temperatures. */
    public static TransformerTemperature ett() {
        return load("ett", TransformerTemperature.class);
    }

    /** 25 series of the Numenta Anomaly Benchmark. */
    public static Anomalies nab() {
        return load("nab", Anomalies.class);
    }

    /** Traffic speeds in miles an hour at 207 sensors every five minutes for a week. */
    public static SensorGraph losLoop() {
        return load("los-loop", SensorGraph.class);
    }

    /** Weekly chickenpox cases in 20 Hungarian counties, standardised. */
    public static SensorGraph chickenpox() {
        return load("chickenpox", SensorGraph.class);
    }

    /** Daily prices of the S&P 500 index and of 49 stocks. */
    public static Prices sp500() {
        return load("sp500-daily", Prices.class);
    }

    /** House values by census block; {@code median_house_value} is the usual target. */
    public static Table californiaHousing() {
        return load("california-housing", Table.class);
    }

    /** One of the nine UCI regression tables, such as {@code yacht} or {@code concrete}. */
    public static Regression uciRegression(String table) {
        return load("uci-regression", RegressionTables.class).table(table);
    }

    /** 100,836 film ratings. */
    public static Ratings movieLens() {
        return load("ml-latest-small", Ratings.class);
    }

    /** The citation graph of 2,708 papers on machine learning. */
    public static Graph cora() {
        return load("citation", CitationGraphs.class).cora();
    }

    /** The citation graph of 3,327 papers on computer science. */
    public static Graph citeseer() {
        return load("citation", CitationGraphs.class).citeseer();
    }

    /** Who trusts whom on a bitcoin exchange. */
    public static SignedGraph bitcoinOtc() {
        return load("bitcoin-otc", SignedGraph.class);
    }

    /** 7,101 small molecules with atomization energies. */
    public static Molecules qm7() {
        return load("qm7", Molecules.class);
    }

    /** Solubility, hydration energy and lipophilicity of molecules. */
    public static SmilesTables smiles() {
        return load("molecules-smiles", SmilesTables.class);
    }

    /** The Stanford bunny and Spot the cow. */
    public static Meshes shapes() {
        return load("shapes", Meshes.class);
    }

    /** MobileNet v1, width 0.25, trained on ImageNet. */
    public static PretrainedWeights mobileNet() {
        return load("mobilenet-v1-0.25-224", PretrainedWeights.class);
    }

    /**
     * The folder with the files of a set whose readers are in {@code org.assay.data.official}, archives unpacked: fetched and unpacked at the first call.
     *
     * <pre>{@code OxfordPets.read(DataSets.folder("oxford-iiit-pet"), Half.TRAINVAL, 64, 64)}</pre>
     */
    public static Path folder(String id) {
        return Unpacked.folder(Store.standard(), Catalogue.of(id));
    }

    /** Whether the set can be loaded as it is; the others are read from their folder. */
    static boolean hasLoader(DataSet set) {
        return Loaders.BY_ID.containsKey(set.id());
    }

    /** Content hashes, by id, of the sets that this process has loaded. */
    public static Map<String, String> loaded() {
        return Map.copyOf(LOADED);
    }

    /** The set of this id, from the store that the environment names. */
    public static Contents load(String id) {
        return load(Store.standard(), Catalogue.of(id));
    }

    /** Large sets of pictures are parsed once a machine; from then on processes map one copy of them. */
    static Contents load(Store store, DataSet set) {
        var copy = store.fetch(set);
        if (!MAPPED.contains(set.id()) || set.contentHash().isEmpty()) {
            return load(copy);
        }
        var folder = store.folder(set).resolveSibling("parsed").resolve(set.id() + "-" + set.contentHash());
        var images = Kept.images(folder, () -> (Images) load(copy));
        check(set, images);
        return images;
    }

    /** Parses a copy and checks its content against the catalogue. */
    public static Contents load(Copy copy) {
        var set = copy.set();
        var loader = Loaders.BY_ID.get(set.id());
        if (loader == null) {
            throw new DataException("the data set " + set.id() + " is not loaded as a whole: give DataSets.folder(\""
                    + set.id() + "\") to its reader in org.assay.data.official");
        }
        var contents = loader.apply(copy);
        check(set, contents);
        return contents;
    }

    private static void check(DataSet set, Contents contents) {
        for (var split : set.splits()) {
            long items = contents.counts().getOrDefault(split.name(), 0L);
            if (items != split.items()) {
                throw new DataException("the split " + split.name() + " of " + set.id() + " has " + items
                        + " items where " + split.items() + " were expected");
            }
        }
        if (!set.contentHash().isEmpty() && !set.contentHash().equals(contents.contentHash())) {
            throw new DataException("the content of " + set.id() + " has the hash " + contents.contentHash() + " where "
                    + set.contentHash()
                    + " was expected: its files were changed at the source, or this version of Assay"
                    + " reads them differently");
        }
        LOADED.put(set.id(), contents.contentHash());
    }

    private static <T extends Contents> T load(String id, Class<T> type) {
        return type.cast(load(id));
    }
}
