package org.assay.lab.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.lab.LabException;
import org.assay.lab.run.RunData;
import org.assay.lab.store.Series;

/** A run's series for TensorBoard: {@code tensorboard --logdir FOLDER}. */
public final class TensorBoard {

    private TensorBoard() {}

    /** Writes one folder a trial, {@code arm/seed-N}, each with one event file; values in single precision, as TensorBoard keeps them. */
    public static void export(RunData data, Path folder) {
        double time = data.record().planned().getEpochSecond();
        for (var trial : data.record().trials()) {
            var scalars = new ArrayList<Scalar>();
            for (var name : data.seriesNames()) {
                data.series(trial.arm(), trial.seed(), name).ifPresent(series -> add(name, series, scalars));
            }
            var place = folder.resolve(trial.arm().replaceAll("[^A-Za-z0-9._=,+-]", "_"))
                    .resolve("seed-" + trial.seed());
            try {
                Files.createDirectories(place);
                EventFile.write(scalars, time, place.resolve("events.out.tfevents." + (long) time + ".assay"));
            } catch (IOException e) {
                throw new LabException(
                        "The event files cannot be written to " + folder + ": " + e.getMessage() + ".", e);
            }
        }
    }

    /** Steps are whole numbers there: where the positions are not, the points are counted. */
    private static void add(String name, Series series, List<Scalar> scalars) {
        boolean whole = true;
        for (double x : series.x()) {
            whole &= x == Math.rint(x);
        }
        for (int i = 0; i < series.size(); i++) {
            scalars.add(new Scalar(name, whole ? (long) series.x()[i] : i, series.y()[i]));
        }
    }
}
