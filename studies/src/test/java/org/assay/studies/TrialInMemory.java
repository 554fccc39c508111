package org.assay.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.lab.Trial;

/**
 * A trial of seed 1 without a laboratory, for tests of a study's parts. It keeps what is reported and is as strict as the laboratory: a cell comes once, values are
 * finite, pictures have the size that they say and values from 0 to 1.
 *
 * @param setting as {@link Trial#setting()}
 * @param metrics cells by name
 * @param samples texts in their order
 * @param folder where shared work is kept, once for each settings, if there may be any
 * @param made shared work so far
 */
public record TrialInMemory<S extends Record>(
        S setting, Map<String, Double> metrics, List<String> samples, Optional<Path> folder, Map<Record, Path> made)
        implements Trial<S> {

    /** A trial that shares nothing. */
    public static <S extends Record> TrialInMemory<S> of(S setting) {
        return new TrialInMemory<>(setting, new TreeMap<>(), new ArrayList<>(), Optional.empty(), new HashMap<>());
    }

    /** A trial that keeps shared work in a folder. */
    public static <S extends Record> TrialInMemory<S> sharingIn(Path folder, S setting) {
        return new TrialInMemory<>(setting, new TreeMap<>(), new ArrayList<>(), Optional.of(folder), new HashMap<>());
    }

    @Override
    public String arm() {
        return "arm";
    }

    @Override
    public long seed() {
        return 1;
    }

    @Override
    public long seed(String stream) {
        return stream.hashCode();
    }

    @Override
    public void metric(String cell, double value) {
        assertThat(value).as(cell).isFinite();
        assertThat(metrics.put(cell, value)).as("an earlier " + cell).isNull();
    }

    @Override
    public void timing(String cell, double seconds) {
        assertThat(seconds).as(cell).isNotNegative();
    }

    @Override
    public void series(String name, double x, double y) {
        assertThat(y).as("%s at %s", name, x).isFinite();
    }

    @Override
    public void progress(double fraction) {
        assertThat(fraction).as("progress").isBetween(0.0, 1.0);
    }

    @Override
    public void image(String name, int channels, int height, int width, float[] pixels) {
        assertThat(pixels).as(name).hasSize(channels * height * width);
        for (float pixel : pixels) {
            assertThat(pixel).as(name).isBetween(0f, 1f);
        }
    }

    @Override
    public void sample(String name, String text) {
        samples.add(text);
    }

    @Override
    public Path shared(String name, Record settings, long seed, Maker make) {
        var within = folder.orElseThrow(() -> new IllegalStateException("nothing is shared here"));
        return made.computeIfAbsent(settings, _ -> {
            try {
                var own = Files.createTempDirectory(within, name);
                make.make(own);
                return own;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public Path checkpoints() {
        throw new IllegalStateException("nothing is kept here");
    }
}
