package org.assay.report.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Scenes as SVG: files that stand alone on white paper, or parts of a page coloured by its style sheet. */
public final class SvgWriter {

    private final StringBuilder out = new StringBuilder();
    private final boolean page;

    private SvgWriter(boolean page) {
        this.page = page;
    }

    /** A file of its own. */
    public static String file(Scene scene) {
        var w = new SvgWriter(false);
        w.open(scene, "");
        w.out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        scene.marks().forEach(w::mark);
        return w.out.append("</svg>\n").toString();
    }

    /** A part of a page: colours are CSS variables, marks of an arm carry {@code data-arm}. {@code id} is unique within the page. */
    public static String inPage(Scene scene, String id, String cssClass) {
        var w = new SvgWriter(true);
        w.open(scene, " class=\"" + escape(cssClass) + "\" aria-labelledby=\"" + id + "-t " + id + "-d\"");
        w.out.insert(w.out.indexOf("<title>") + 6, " id=\"" + id + "-t\"");
        w.out.insert(w.out.indexOf("<desc>") + 5, " id=\"" + id + "-d\"");
        scene.marks().forEach(w::mark);
        return w.out.append("</svg>\n").toString();
    }

    private void open(Scene scene, String attributes) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(number(scene.width()))
                .append("\" height=\"")
                .append(number(scene.height()))
                .append("\" viewBox=\"0 0 ")
                .append(number(scene.width()))
                .append(' ')
                .append(number(scene.height()))
                .append("\" font-family=\"Arimo, Helvetica, Arial, 'Liberation Sans', sans-serif\"")
                .append(attributes)
                .append(">\n<title>")
                .append(escape(scene.title()))
                .append("</title>\n<desc>")
                .append(escape(scene.description()))
                .append("</desc>\n");
    }

    private void mark(Mark mark) {
        switch (mark) {
            case Mark.Line m -> {
                out.append("<path fill=\"none\" stroke=\"")
                        .append(colour(m.ink()))
                        .append("\" stroke-width=\"")
                        .append(number(m.width()))
                        .append('"');
                if (!m.dash().isEmpty()) {
                    out.append(" stroke-dasharray=\"").append(escape(m.dash())).append('"');
                }
                if (m.x().length > 2) {
                    out.append(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
                }
                group(m.group());
                out.append(" d=\"").append(path(m.x(), m.y())).append("\"/>\n");
            }
            case Mark.Area m -> {
                out.append("<path stroke=\"none\" fill=\"")
                        .append(colour(m.ink()))
                        .append("\" fill-opacity=\"")
                        .append(number(m.opacity()))
                        .append('"');
                group(m.group());
                out.append(" d=\"").append(path(m.x(), m.y())).append("Z\"/>\n");
            }
            case Mark.Dot m -> {
                out.append("<circle cx=\"")
                        .append(number(m.x()))
                        .append("\" cy=\"")
                        .append(number(m.y()))
                        .append("\" r=\"")
                        .append(number(m.radius()))
                        .append('"');
                out.append(" fill=\"")
                        .append(colour(m.hollow() ? Ink.PAPER : m.ink()))
                        .append("\" stroke=\"");
                out.append(colour(m.hollow() ? m.ink() : Ink.PAPER))
                        .append("\" stroke-width=\"")
                        .append(m.hollow() ? "1.4" : "0.8")
                        .append('"');
                group(m.group());
                close("circle", m.hint());
            }
            case Mark.Box m -> {
                out.append("<rect x=\"")
                        .append(number(m.x()))
                        .append("\" y=\"")
                        .append(number(m.y()))
                        .append("\" width=\"")
                        .append(number(m.width()));
                out.append("\" height=\"")
                        .append(number(m.height()))
                        .append("\" fill=\"")
                        .append(colour(m.ink()))
                        .append('"');
                if (m.opacity() < 1) {
                    out.append(" fill-opacity=\"").append(number(m.opacity())).append('"');
                }
                group(m.group());
                close("rect", m.hint());
            }
            case Mark.Text m -> {
                out.append("<text x=\"")
                        .append(number(m.x()))
                        .append("\" y=\"")
                        .append(number(m.y()))
                        .append("\" font-size=\"")
                        .append(number(m.size()));
                out.append("\" fill=\"").append(colour(m.ink())).append('"');
                if (m.anchor() != Mark.Anchor.START) {
                    out.append(" text-anchor=\"")
                            .append(m.anchor().name().toLowerCase(Locale.ROOT))
                            .append('"');
                }
                if (m.bold()) {
                    out.append(" font-weight=\"bold\"");
                }
                if (m.angle() != 0) {
                    out.append(" transform=\"rotate(")
                            .append(number(m.angle()))
                            .append(' ')
                            .append(number(m.x()))
                            .append(' ')
                            .append(number(m.y()))
                            .append(")\"");
                }
                group(m.group());
                out.append('>').append(escape(m.text())).append("</text>\n");
            }
            case Mark.Hint m -> {
                if (page) {
                    out.append("<circle class=\"hint\" r=\"5\" cx=\"")
                            .append(number(m.x()))
                            .append("\" cy=\"")
                            .append(number(m.y()))
                            .append('"');
                    group(m.group());
                    close("circle", m.hint());
                }
            }
            case Mark.Picture m -> {
                out.append("<image x=\"")
                        .append(number(m.x()))
                        .append("\" y=\"")
                        .append(number(m.y()))
                        .append("\" width=\"")
                        .append(number(m.width()));
                out.append("\" height=\"")
                        .append(number(m.height()))
                        .append("\" preserveAspectRatio=\"none\" image-rendering=\"pixelated\" ");
                out.append("xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"data:image/png;base64,")
                        .append(png(m))
                        .append('"');
                close("image", m.hint());
            }
        }
    }

    private void group(String group) {
        if (page && !group.isEmpty()) {
            out.append(" data-arm=\"").append(escape(group)).append('"');
        }
    }

    private void close(String element, String hint) {
        if (hint.isEmpty()) {
            out.append("/>\n");
        } else {
            out.append("><title>")
                    .append(escape(hint))
                    .append("</title></")
                    .append(element)
                    .append(">\n");
        }
    }

    private String colour(Ink ink) {
        return page ? ink.css() : ink.hex();
    }

    private static String png(Mark.Picture picture) {
        var image = image(picture);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static BufferedImage image(Mark.Picture picture) {
        var image = new BufferedImage(picture.columns(), picture.rows(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, picture.columns(), picture.rows(), picture.rgb(), 0, picture.columns());
        return image;
    }

    private static String path(double[] x, double[] y) {
        var d = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                pen = false;
                continue;
            }
            d.append(pen ? 'L' : 'M').append(number(x[i])).append(' ').append(number(y[i]));
            pen = true;
        }
        return d.toString();
    }

    /** At most two decimals, without trailing zeros. */
    static String number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        long fraction = Math.abs(hundredths) % 100;
        String text =
                (hundredths < 0 ? "-" : "") + Math.abs(hundredths) / 100 + (fraction < 10 ? ".0" : ".") + fraction;
        return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    /** Text for element content and quoted attributes; characters that XML cannot hold become U+FFFD. */
    public static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xfffd);
            }
        });
        return safe.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
