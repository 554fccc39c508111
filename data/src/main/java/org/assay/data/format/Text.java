package org.assay.data.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Strict UTF-8. */
public final class Text {
    private Text() {}

    /** The text of the bytes, without a leading byte order mark. */
    public static String decode(String file, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw DataException.atLine(
                    file,
                    line,
                    "byte %d (0x%02x) is not UTF-8; convert the file to UTF-8"
                            .formatted(in.position(), bytes[in.position()] & 0xff));
        }
        out.flip();
        return !out.isEmpty() && out.charAt(0) == '\uFEFF'
                ? out.subSequence(1, out.length()).toString()
                : out.toString();
    }

    /** The lines, ended by LF or CRLF; the last may lack its end. */
    public static List<String> lines(String file, byte[] bytes) {
        var text = decode(file, bytes);
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end));
            start = end + 1;
        }
        return lines;
    }

    /** The words between blanks and tabs. */
    public static List<String> words(String line) {
        var words = new ArrayList<String>();
        var tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** A finite number. */
    public static double number(String file, long line, String field) {
        double value;
        try {
            value = Double.parseDouble(field.strip());
        } catch (NumberFormatException e) {
            throw DataException.atLine(file, line, "\"" + shortened(field) + "\" is not a number");
        }
        if (!Double.isFinite(value)) {
            throw DataException.atLine(file, line, "\"" + shortened(field) + "\" is not a finite number");
        }
        return value;
    }

    /** An integer in [low, high]. */
    public static long integer(String file, long line, String field, long low, long high) {
        long value;
        try {
            value = Long.parseLong(field.strip());
        } catch (NumberFormatException e) {
            throw DataException.atLine(file, line, "\"" + shortened(field) + "\" is not an integer");
        }
        if (value < low || value > high) {
            throw DataException.atLine(file, line, value + " is outside " + low + " to " + high);
        }
        return value;
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
