package org.assay.data.catalogue;

import java.io.PrintStream;
import java.util.Locale;

final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    private static final double MEGABYTE = 1e6;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void update(String file, long done, long total) {
        if (total <= 0) {
            out.printf(Locale.ROOT, "\r%s  %.1f MB", file, done / MEGABYTE);
            return;
        }
        int filled = (int) Math.min(WIDTH, WIDTH * done / total);
        out.printf(
                Locale.ROOT,
                "\r%s  [%s%s] %.1f of %.1f MB%s",
                file,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                done / MEGABYTE,
                total / MEGABYTE,
                done == total ? "\n" : "");
        out.flush();
    }
}
