package org.assay.data;

import java.util.Arrays;
import org.assay.data.format.DataException;

/** The connected parts of a mask, numbered from 1 on in the order of their first pixels. */
public final class Regions {
    private final int[] labels;
    private final int count;

    private Regions(int[] labels, int count) {
        this.labels = labels;
        this.count = count;
    }

    /** How many regions there are. */
    public int count() {
        return count;
    }

    /** The number of each pixel's region, row by row, and 0 outside of the mask. */
    public int[] labels() {
        return labels.clone();
    }

    /** Pixels belong together when they share a side. */
    public static Regions of(boolean[] inside, int height, int width) {
        return of(inside, height, width, false);
    }

    private static Regions of(boolean[] inside, int height, int width, boolean diagonally) {
        if (inside.length != height * width) {
            throw new DataException(
                    inside.length + " pixels cannot be a mask of " + height + " rows of " + width + " pixels");
        }
        var labels = new int[inside.length];
        var waiting = new int[inside.length];
        int count = 0;
        for (int first = 0; first < inside.length; first++) {
            if (!inside[first] || labels[first] > 0) {
                continue;
            }
            labels[first] = ++count;
            int left = 0;
            waiting[left++] = first;
            while (left > 0) {
                int p = waiting[--left];
                for (int step = 0; step < 9; step++) {
                    int down = step / 3 - 1;
                    int right = step % 3 - 1;
                    int row = p / width + down;
                    int column = p % width + right;
                    int q = row * width + column;
                    if ((diagonally || down * right == 0)
                            && row >= 0
                            && row < height
                            && column >= 0
                            && column < width
                            && inside[q]
                            && labels[q] == 0) {
                        labels[q] = count;
                        waiting[left++] = q;
                    }
                }
            }
        }
        return new Regions(labels, count);
    }

    /** The mask with its holes filled: what is outside of it and has no way to the edge of the picture, not even across corners. */
    public static boolean[] filled(boolean[] inside, int height, int width) {
        var outside = new boolean[inside.length];
        for (int p = 0; p < inside.length; p++) {
            outside[p] = !inside[p];
        }
        var parts = of(outside, height, width, true);
        var open = new boolean[parts.count + 1];
        for (int p = 0; p < inside.length; p++) {
            int row = p / width;
            int column = p % width;
            if (row == 0 || row == height - 1 || column == 0 || column == width - 1) {
                open[parts.labels[p]] = true;
            }
        }
        var filled = new boolean[inside.length];
        for (int p = 0; p < inside.length; p++) {
            filled[p] = inside[p] || !open[parts.labels[p]];
        }
        return filled;
    }

    /** The regions of so many pixels at least, numbered anew. */
    public Regions ofAtLeast(int pixels) {
        var sizes = new int[count + 1];
        for (int label : labels) {
            sizes[label]++;
        }
        var renamed = new int[count + 1];
        int kept = 0;
        for (int label = 1; label <= count; label++) {
            renamed[label] = sizes[label] >= pixels ? ++kept : 0;
        }
        return new Regions(Arrays.stream(labels).map(label -> renamed[label]).toArray(), kept);
    }
}
