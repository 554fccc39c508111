package org.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Verdict;
import org.assay.lab.run.Studies;
import org.assay.lab.store.RunJson;

/** The recorded laptop run of each study: {@code results/<study>.json} in the checkout, or as packaged with the program. */
final class Recorded {

    /** A claim's verdict, short. */
    record ClaimVerdict(String id, boolean primary, Verdict verdict) {
        static ClaimVerdict of(ClaimRecord claim) {
            return new ClaimVerdict(claim.id(), claim.primary(), claim.verdict());
        }
    }

    private final Optional<Path> folder;

    private Recorded(Optional<Path> folder) {
        this.folder = folder;
    }

    static Recorded in(Io io) {
        return new Recorded(io.home().map(home -> home.resolve("results")));
    }

    Optional<RunRecord> find(String study) {
        return folder.isPresent() ? file(folder.get().resolve(study + ".json")) : packaged(study);
    }

    /** All records: those of the catalogue's studies and, in a checkout, whatever else lies in the folder. */
    List<RunRecord> all() {
        var records = new ArrayList<RunRecord>();
        if (folder.isEmpty()) {
            Studies.all().forEach(study -> packaged(study.id()).ifPresent(records::add));
        } else if (Files.isDirectory(folder.get())) {
            try (var files = Files.list(folder.get())) {
                files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .forEach(file -> records.add(RunJson.read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return records;
    }

    private static Optional<RunRecord> file(Path file) {
        return Files.exists(file) ? Optional.of(RunJson.read(file)) : Optional.empty();
    }

    private static Optional<RunRecord> packaged(String study) {
        var name = "/results/" + study + ".json";
        try (var stream = Recorded.class.getResourceAsStream(name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(RunJson.read(new String(stream.readAllBytes(), UTF_8), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 3 reproduced, 1 partly}; empty for no claims. */
    static String counts(List<ClaimVerdict> verdicts) {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        verdicts.forEach(claim -> counts.merge(claim.verdict(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().label().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** {@code K1* REPRODUCED, K2 PARTLY}. */
    static String each(List<ClaimVerdict> verdicts) {
        return verdicts.stream()
                .map(claim -> claim.id()
                        + (claim.primary() ? "* " : " ")
                        + claim.verdict().label())
                .collect(Collectors.joining(", "));
    }
}
