package org.assay.data;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;
import org.assay.data.catalogue.Copy;

/** Which method reads which set. */
final class Loaders {
    static final Map<String, Function<Copy, Contents>> BY_ID = Map.ofEntries(
            entry("mnist", ImageLoaders::mnist),
            entry("fashion-mnist", ImageLoaders::fashionMnist),
            entry("cifar10", ImageLoaders::cifar10),
            entry("cifar100", ImageLoaders::cifar100),
            entry("cifar100-ood", ImageLoaders::cifar100Ood),
            entry("optdigits", ImageLoaders::optdigits),
            entry("omniglot28", PictureLoaders::omniglot28),
            entry("kodak", PictureLoaders::kodak),
            entry("membrane", PictureLoaders::membrane),
            entry("camvid160", PictureLoaders::camvid160),
            entry("tiny-shakespeare", TextLoaders::tinyShakespeare),
            entry("names", TextLoaders::names),
            entry("sms-spam", TextLoaders::smsSpam),
            entry("sst2", TextLoaders::sst2),
            entry("trec", TextLoaders::trec),
            entry("ag-news", TextLoaders::agNews),
            entry("eng-fra", TextLoaders::engFra),
            entry("multi30k-en-fr", TextLoaders::multi30k),
            entry("nottingham-abc", TextLoaders::nottingham),
            entry("ett", SeriesLoaders::ett),
            entry("sp500-daily", SeriesLoaders::sp500),
            entry("nab", SeriesLoaders::nab),
            entry("los-loop", SeriesLoaders::losLoop),
            entry("chickenpox", SeriesLoaders::chickenpox),
            entry("california-housing", TableLoaders::californiaHousing),
            entry("uci-regression", TableLoaders::uciRegression),
            entry("ml-latest-small", TableLoaders::movieLens),
            entry("citation", GraphLoaders::citation),
            entry("bitcoin-otc", GraphLoaders::bitcoinOtc),
            entry("fsdd", OtherLoaders::spokenDigits),
            entry("qm7", OtherLoaders::qm7),
            entry("molecules-smiles", OtherLoaders::smiles),
            entry("shapes", OtherLoaders::shapes),
            entry("mobilenet-v1-0.25-224", OtherLoaders::mobileNet));

    private Loaders() {}
}
