package org.assay.data.catalogue;

import java.util.List;

/**
 * One form in which a data set is distributed; all editions of a set load as the same tensors.
 *
 * @param name such as {@code mirror} or {@code original}
 */
public record Edition(String name, List<DataFile> files) {
    public Edition {
        files = List.copyOf(files);
    }

    /** Whether every file has a published address. */
    public boolean published() {
        return files.stream().noneMatch(file -> file.at().isEmpty());
    }
}
