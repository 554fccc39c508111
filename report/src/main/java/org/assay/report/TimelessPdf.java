package org.assay.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Takes the clock out of what FOP wrote, so that the same report is the same file: the identifier becomes a hash of the content. */
final class TimelessPdf {

    private static final Pattern ID = Pattern.compile("/ID \\[<([0-9A-F]{32})> <([0-9A-F]{32})>]");

    private static final Pattern CLOCK = Pattern.compile("<xmp:MetadataDate>[^<]*</xmp:MetadataDate>");

    private TimelessPdf() {}

    static byte[] fixed(byte[] pdf) {
        // blanks of the same length: the table of offsets stays true
        var text = CLOCK.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .replaceAll(m -> " ".repeat(m.group().length()));
        var found = ID.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("The page setter wrote a PDF without an identifier in its trailer.");
        }
        var zeroed = text.substring(0, found.start(1)) + text.substring(found.end(2));
        String hash = hash(zeroed.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 32);
        return (text.substring(0, found.start(1)) + hash + "> <" + hash + text.substring(found.end(2)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
