package org.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;
import org.assay.web.Catalogue;

/** The recorded runs, and in a checkout their figures, for the dashboard. */
final class RecordedCatalogue implements Catalogue {

    private static final String ENDING = ".svg";

    private final Recorded recorded;
    private final Optional<Path> results;

    RecordedCatalogue(Io io) {
        this.recorded = Recorded.in(io);
        this.results = io.home().map(home -> home.resolve("results"));
    }

    @Override
    public Optional<RunRecord> recorded(String study) {
        return recorded.find(study);
    }

    @Override
    public List<Figure> figures(String study) {
        var folder = results.map(path -> path.resolve(study)).filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return List.of();
        }
        try (var files = Files.list(folder.get())) {
            var figures = new ArrayList<Figure>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                figures.add(new Figure(name.substring(0, name.length() - ENDING.length()), Files.readString(file)));
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
