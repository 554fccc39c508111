package org.assay.report;

import org.assay.report.plot.Scene;

/**
 * A figure ready to print.
 *
 * @param name file name without ending
 * @param caption the study's sentence and what bars and bands mean
 * @param wide for a page's whole width, 720 units
 * @param narrow for a column of print or a phone, 340 units
 */
record Plate(String name, String caption, Scene wide, Scene narrow) {

    static final double WIDE = 720;
    static final double NARROW = 340;
}
