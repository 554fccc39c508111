package org.assay.data.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * GPT-2's writing of bytes as characters that can be seen: those that stand for a sign of Latin-1 as that sign, the others from
 * U+0100 on. The order of these characters is the order in which bytes are numbered.
 */
final class Bytes {
    private static final char[] CHARACTER = new char[256];
    private static final Map<Character, Integer> BYTE = new HashMap<>();

    static {
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean seen = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            CHARACTER[b] = seen ? (char) b : next++;
            BYTE.put(CHARACTER[b], b);
        }
    }

    private Bytes() {}

    /** All bytes in the order of the characters that stand for them. */
    static int[] inOrder() {
        return IntStream.range(0, 256)
                .boxed()
                .sorted((a, b) -> Character.compare(CHARACTER[a], CHARACTER[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static String written(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append(CHARACTER[b & 0xff]);
        }
        return text.toString();
    }

    /** Characters that stand for no byte, as in special tokens, are taken as their UTF-8. */
    static byte[] read(String text) {
        var bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(point -> {
            var known = point < 0x10000 ? BYTE.get((char) point) : null;
            if (known == null) {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(known);
            }
        });
        return bytes.toByteArray();
    }
}
