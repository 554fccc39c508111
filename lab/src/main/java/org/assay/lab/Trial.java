package org.assay.lab;

import java.nio.file.Path;

/**
 * One arm run with one seed: what the method reads and where it reports.
 *
 * <p>All randomness of a trial comes from {@link #seed(String)}, so that the same arm and seed give the same bits again.
 *
 * @param <S> the study's settings
 */
public interface Trial<S extends Record> {

    /** The settings of this arm at this scale. */
    S setting();

    /** The arm's name. */
    String arm();

    /** The seed's number in the plan. Arms of one seed are paired: they share what does not differ by design. */
    long seed();

    /**
     * The seed of a named random stream, the same for every arm of a seed: {@code trial.seed("data")}, {@code trial.seed("init")}.
     * A stream that must differ between arms carries the arm in its name.
     */
    long seed(String stream);

    /**
     * Whether this trial is part of tuning: then only the cell that the plan's tuning names is kept, which must be measured on validation data, and
     * the rest may be left undone.
     */
    default boolean tuning() {
        return false;
    }

    /** Reports a cell: a final value that claims and figures address by name. A cell reported twice is an error. */
    void metric(String cell, double value);

    /** Reports a cell that is a time in seconds: printed, exempt from bit-for-bit comparison. A plan whose claims read times says {@link PlanBuilder#alone()}. */
    void timing(String cell, double seconds);

    /**
     * Adds floating-point operations that the method has counted, such as two a weight for a forward pass; they stand with the trial's cost. Nothing is
     * counted or estimated by itself.
     */
    default void operations(double count) {}

    /** Adds a point to a series, a curve over {@code x} (steps, epochs, frequencies); {@code x} need not be ordered. */
    void series(String name, double x, double y);

    /** Says how far the trial is, 0 to 1, and keeps the watchdog of hung trials quiet. */
    void progress(double fraction);

    /** A picture for the report: grey ({@code channels} 1) or RGB (3), values 0 to 1, {@code [channels, height, width]} row by row. */
    void image(String name, int channels, int height, int width, float[] pixels);

    /** A text sample for the report. */
    void sample(String name, String text);

    /**
     * Work that several trials have in common (a teacher, a pre-trained network, a prepared data set): made once, under a lock, addressed by
     * the study's source, {@code name}, {@code settings} and {@code seed}, whoever asks first; its cost is booked once.
     *
     * @param settings everything the work depends on, a record of plain values
     * @param seed the seed the work is made with, usually {@link #seed()}; the maker must draw from it alone
     * @param make writes the work into the empty folder it is given
     * @return the finished folder, read-only by convention
     */
    Path shared(String name, Record settings, long seed, Maker make) throws Exception;

    /** A folder of this trial alone that survives a kill, for checkpoints of long trials; empty at the first attempt. */
    Path checkpoints();

    /** Writes a piece of shared work into a folder. */
    @FunctionalInterface
    interface Maker {
        void make(Path folder) throws Exception;
    }
}
