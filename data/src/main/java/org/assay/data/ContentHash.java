package org.assay.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SHA-256 over the items of a data set. For each split: its name, a zero byte, the number of items as eight bytes, then
 * for each item the SHA-256 of its bytes and each of its labels as eight bytes (all big-endian).
 */
final class ContentHash {
    private final MessageDigest all = digest();

    /** An item's own hash and its labels. */
    @SuppressWarnings("ArrayRecordComponent")
    record Item(byte[] hash, long[] labels) {
        static Item of(byte[] bytes, long... labels) {
            return part(bytes, 0, bytes.length, labels);
        }

        static Item part(byte[] bytes, int offset, int length, long... labels) {
            var digest = digest();
            digest.update(bytes, offset, length);
            return new Item(digest.digest(), labels);
        }

        static Item of(String text, long... labels) {
            return of(text.getBytes(StandardCharsets.UTF_8), labels);
        }

        static Item of(double[] values, long... labels) {
            var bytes = ByteBuffer.allocate(8 * values.length);
            bytes.asDoubleBuffer().put(values);
            return of(bytes.array(), labels);
        }

        static Item of(long[] values, long... labels) {
            var bytes = ByteBuffer.allocate(8 * values.length);
            bytes.asLongBuffer().put(values);
            return of(bytes.array(), labels);
        }
    }

    /** The items' canonical order: by hash, then by labels; equal items are interchangeable. */
    static int[] order(List<Item> items) {
        Comparator<Item> byHash = (a, b) -> Arrays.compareUnsigned(a.hash(), b.hash());
        var comparator = byHash.thenComparing((a, b) -> Arrays.compare(a.labels(), b.labels()));
        return IntStream.range(0, items.size())
                .boxed()
                .sorted((i, j) -> comparator.compare(items.get(i), items.get(j)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Adds a split whose items are in the order that counts. */
    ContentHash split(String name, List<Item> items) {
        all.update(name.getBytes(StandardCharsets.UTF_8));
        all.update((byte) 0);
        all.update(ByteBuffer.allocate(8).putLong(items.size()).array());
        for (var item : items) {
            all.update(item.hash());
            for (long label : item.labels()) {
                all.update(ByteBuffer.allocate(8).putLong(label).array());
            }
        }
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
