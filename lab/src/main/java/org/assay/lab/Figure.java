package org.assay.lab;

import java.util.List;

/** What a report draws, as data: the report knows how. Names of arms may end in {@code *} to take all that begin so. */
public sealed interface Figure {

    /** File name of the figure, without ending. */
    String name();

    /** One sentence below the figure: what is seen and what it means. */
    String caption();

    /** Axis scale. */
    enum Axis {
        LINEAR,
        LOG
    }

    /**
     * Mean over seeds with its 95 % band for each arm, of one or more series; more than one series makes small multiples.
     *
     * @param marks values of {@code x} that get a dashed line: a threshold that theory names
     */
    record Lines(
            String name,
            String caption,
            List<String> series,
            List<String> arms,
            String x,
            Axis xAxis,
            String y,
            Axis yAxis,
            List<Double> marks)
            implements Figure {
        /** Without marks. */
        public Lines(
                String name,
                String caption,
                List<String> series,
                List<String> arms,
                String x,
                Axis xAxis,
                String y,
                Axis yAxis) {
            this(name, caption, series, arms, x, xAxis, y, yAxis, List.of());
        }
    }

    /** A cell's mean with its interval and the seeds as points, one bar an arm; more than one cell makes groups. */
    record Bars(String name, String caption, List<String> cells, List<String> arms, String y, Axis yAxis)
            implements Figure {}

    /** A cell against a numeric setting, one line for each value of {@code by} (a setting's name, or empty for one line). */
    record Sweep(
            String name,
            String caption,
            String cell,
            List<String> arms,
            String setting,
            Axis xAxis,
            String by,
            String y,
            Axis yAxis)
            implements Figure {}

    /** One point a trial: a cell against another, coloured by arm. */
    record Scatter(String name, String caption, String xCell, String yCell, List<String> arms, Axis xAxis, Axis yAxis)
            implements Figure {}

    /** Mean of a cell over two settings. Of cells named with a {@code *}, as {@code error@step=*}, what stands there takes the place of the setting of x. */
    record HeatMap(String name, String caption, String cell, List<String> arms, String xSetting, String ySetting)
            implements Figure {}

    /** Distribution of a cell or of the values of a series over all seeds, one ridge an arm. */
    record Ridge(String name, String caption, String values, List<String> arms, String x) implements Figure {}

    /**
     * How often a cell or the values of a series take which value, over all seeds; one panel an arm, all with the same bins.
     *
     * @param density a series whose line is drawn over the bars of a linear axis, a density that theory names, as the first seed reported it; empty for none
     */
    record Histogram(
            String name, String caption, String values, List<String> arms, String x, Axis xAxis, String density)
            implements Figure {
        /** Without a density. */
        public Histogram(String name, String caption, String values, List<String> arms, String x, Axis xAxis) {
            this(name, caption, values, arms, x, xAxis, "");
        }
    }

    /**
     * Level lines of a function of two directions, such as the loss around a minimum; one panel an arm, of the first seed that finished.
     *
     * @param series its values are the function's, row by row from the lowest {@code y}, each row from left to right
     * @param columns values in a row
     * @param span {@code [left, right, bottom, top]} of the grid in units of the directions
     * @param levels whether levels are equal steps or equal factors
     */
    record Landscape(
            String name,
            String caption,
            String series,
            List<String> arms,
            int columns,
            List<Double> span,
            String x,
            String y,
            Axis levels)
            implements Figure {}

    /** Pictures reported by trials, one row an arm, one column an image name, of the first seed. */
    record Images(String name, String caption, List<String> images, List<String> arms) implements Figure {}
}
