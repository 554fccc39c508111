package org.assay.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Scenes as PNG on white paper. Text is drawn as outlines, so a machine without any font gives the same picture. */
public final class PngWriter {

    private PngWriter() {}

    /** The scene at {@code scale} pixels a unit. */
    public static byte[] png(Scene scene, double scale) {
        var image = new BufferedImage(
                (int) Math.ceil(scene.width() * scale),
                (int) Math.ceil(scene.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        scene.marks().forEach(m -> draw(g, m));
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void draw(Graphics2D g, Mark mark) {
        switch (mark) {
            case Mark.Line m -> {
                g.setColor(colour(m.ink(), 1));
                g.setStroke(stroke(m));
                g.draw(path(m.x(), m.y()));
            }
            case Mark.Area m -> {
                g.setColor(colour(m.ink(), m.opacity()));
                var path = path(m.x(), m.y());
                g.fill(path);
            }
            case Mark.Dot m -> {
                var disc = new Ellipse2D.Double(m.x() - m.radius(), m.y() - m.radius(), 2 * m.radius(), 2 * m.radius());
                g.setColor(colour(m.hollow() ? Ink.PAPER : m.ink(), 1));
                g.fill(disc);
                g.setColor(colour(m.hollow() ? m.ink() : Ink.PAPER, 1));
                g.setStroke(new BasicStroke(m.hollow() ? 1.4f : 0.8f));
                g.draw(disc);
            }
            case Mark.Box m -> {
                g.setColor(colour(m.ink(), m.opacity()));
                g.fill(new Rectangle2D.Double(m.x(), m.y(), m.width(), m.height()));
            }
            case Mark.Text m -> {
                double width = Typeface.width(m.text(), m.size(), m.bold());
                double shift = switch (m.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
                var place = AffineTransform.getTranslateInstance(m.x(), m.y());
                place.rotate(Math.toRadians(m.angle()));
                place.translate(-shift, 0);
                g.setColor(colour(m.ink(), 1));
                g.fill(place.createTransformedShape(Typeface.outline(m.text(), m.size(), m.bold())));
            }
            case Mark.Hint _ -> {}
            case Mark.Picture m -> {
                var place = AffineTransform.getTranslateInstance(m.x(), m.y());
                place.scale(m.width() / m.columns(), m.height() / m.rows());
                g.drawImage(SvgWriter.image(m), place, null);
            }
        }
    }

    private static BasicStroke stroke(Mark.Line line) {
        float[] dash = line.dash().isEmpty() ? new float[0] : parse(line.dash());
        boolean straight = line.x().length <= 2;
        int cap = straight ? BasicStroke.CAP_BUTT : BasicStroke.CAP_ROUND;
        return dash.length == 0
                ? new BasicStroke((float) line.width(), cap, BasicStroke.JOIN_ROUND)
                : new BasicStroke((float) line.width(), cap, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    private static float[] parse(String dash) {
        var parts =
                Arrays.stream(dash.split(" ")).mapToDouble(Double::parseDouble).toArray();
        var floats = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            floats[i] = (float) parts[i];
        }
        return floats;
    }

    private static Path2D path(double[] x, double[] y) {
        var path = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                pen = false;
            } else if (pen) {
                path.lineTo(x[i], y[i]);
            } else {
                path.moveTo(x[i], y[i]);
                pen = true;
            }
        }
        return path;
    }

    private static Color colour(Ink ink, double opacity) {
        return new Color(ink.rgb() >> 16 & 255, ink.rgb() >> 8 & 255, ink.rgb() & 255, (int) Math.round(255 * opacity));
    }
}
