package org.assay.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Store;
import org.assay.data.format.DataException;
import org.assay.tensor.Scope;

/** What is there of the data sets and whether it is as it should be: what the {@code assay data} commands show. */
public final class Inventory {
    private final Store store;

    public Inventory(Store store) {
        this.store = store;
    }

    /**
     * One data set.
     *
     * @param status {@code absent}, {@code incomplete} or {@code present}; after a check {@code ok}, {@code damaged} or
     *     {@code absent}
     * @param items of all splits
     * @param contentHash as read by a check, else as the catalogue has it
     * @param problem a sentence, empty when there is none
     */
    public record Entry(String id, String status, long items, String contentHash, String problem) {
        /** Whether something is wrong; a set that is not there is not. */
        public boolean failed() {
            return status.equals("damaged");
        }
    }

    /** All data sets, by the names and sizes of their files. */
    public List<Entry> list() {
        return Catalogue.all().stream()
                .map(set -> entry(set, store.status(set).name().toLowerCase(Locale.ROOT), set.contentHash(), ""))
                .toList();
    }

    /**
     * Reads a set that is in the cache or the mirror: every checksum, every item and the content hash; of a set that is read from its folder the
     * checksums alone.
     */
    public Entry check(String id) {
        var set = Catalogue.of(id);
        try {
            var copy = store.local(set);
            if (copy.isEmpty()) {
                return entry(set, "absent", set.contentHash(), "");
            }
            if (!DataSets.hasLoader(set)) {
                copy.get().paths().forEach(copy.get()::path);
                return entry(set, "ok", set.contentHash(), "");
            }
            var hash = Scope.call(() -> DataSets.load(copy.get()).contentHash());
            return entry(set, "ok", hash, "");
        } catch (DataException e) {
            return entry(set, "damaged", set.contentHash(), String.valueOf(e.getMessage()));
        }
    }

    /** Fetches a set, replacing what is damaged. */
    public Copy get(String id) {
        return store.repair(Catalogue.of(id));
    }

    /** The set's folder in the cache; an error when the set is not there. */
    public Path path(String id) {
        var set = Catalogue.of(id);
        if (store.status(set) != Store.Status.PRESENT) {
            throw new DataException(
                    "the data set " + id + " is not in the cache; fetch it with `assay data get " + id + "`");
        }
        return store.folder(set);
    }

    private static Entry entry(DataSet set, String status, String hash, String problem) {
        return new Entry(set.id(), status, set.items(), hash, problem);
    }
}
