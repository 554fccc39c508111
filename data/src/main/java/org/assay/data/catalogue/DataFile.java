package org.assay.data.catalogue;

import java.net.URI;
import java.util.List;

/**
 * A file of a data set.
 *
 * @param path where it lies in the set's folder
 * @param bytes its size; {@code UNKNOWN} when the source publishes none
 * @param sha256 its checksum in hexadecimal; empty when the source publishes none, and then the content hash of the
 *     whole set vouches for it
 * @param at where it is published, best first; an address that ends in {@code .gz} for a path that does not is
 *     decompressed on arrival
 */
public record DataFile(String path, long bytes, String sha256, List<URI> at) {
    public static final long UNKNOWN = -1;

    public DataFile {
        at = List.copyOf(at);
    }
}
