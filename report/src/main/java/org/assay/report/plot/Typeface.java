package org.assay.report.plot;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Measures and outlines text in the figures' typeface, Arimo, which has the widths of Helvetica, Arial and Liberation Sans: what fits here fits in
 * a browser too. Needs no font of the system.
 */
public final class Typeface {

    /** What a browser asks of a font. */
    private static final List<String> TABLES =
            List.of("head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "post", "OS/2");

    private static final Typeface REGULAR = new Typeface("Arimo-Regular.ttf");
    private static final Typeface BOLD = new Typeface("Arimo-Bold.ttf");

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unit;

    private Typeface(String file) {
        try (var in = Typeface.class.getResourceAsStream("/org/assay/report/fonts/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The font " + file + " is missing from the report module's jar.");
            }
            font = new TTFParser(true).parse(RandomAccessReadBuffer.createBufferFromStream(in));
            glyphs = font.getUnicodeCmapLookup();
            unit = 1.0 / font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Width of a text in pixels at a size in pixels. */
    public static double width(String text, double size, boolean bold) {
        return (bold ? BOLD : REGULAR).width(text) * size;
    }

    /** Whether the typeface has a glyph for a character. */
    public static boolean covers(int codePoint) {
        return REGULAR.glyphs.getGlyphId(codePoint) != 0;
    }

    /** The typeface as a font file with the glyphs of these characters alone. */
    public static byte[] file(Collection<Integer> codePoints, boolean bold) {
        return (bold ? BOLD : REGULAR).subset(codePoints);
    }

    private synchronized byte[] subset(Collection<Integer> codePoints) {
        var bytes = new ByteArrayOutputStream();
        try {
            var subset = new TTFSubsetter(font, TABLES);
            new TreeSet<>(codePoints)
                    .stream().filter(c -> glyphs.getGlyphId(c) != 0).forEach(subset::add);
            subset.writeToStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A text cut with an ellipsis to fit a width. */
    public static String fit(String text, double size, double width) {
        if (width(text, size, false) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "…", size, false) > width) {
            end--;
        }
        if (Character.isHighSurrogate(text.charAt(end - 1)) && end > 1) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** Outlines of a text whose baseline starts at the origin. */
    static GeneralPath outline(String text, double size, boolean bold) {
        return (bold ? BOLD : REGULAR).outline(text, size);
    }

    private synchronized double width(String text) {
        try {
            double sum = 0;
            for (int c : text.codePoints().toArray()) {
                sum += font.getAdvanceWidth(glyphs.getGlyphId(c));
            }
            return sum * unit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized GeneralPath outline(String text, double size) {
        try {
            var path = new GeneralPath();
            double at = 0;
            double scale = size * unit;
            for (int c : text.codePoints().toArray()) {
                int glyph = glyphs.getGlyphId(c);
                var data = font.getGlyph().getGlyph(glyph);
                if (data != null) {
                    var place = AffineTransform.getTranslateInstance(at, 0);
                    place.scale(scale, -scale);
                    path.append(data.getPath().getPathIterator(place), false);
                }
                at += font.getAdvanceWidth(glyph) * scale;
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
