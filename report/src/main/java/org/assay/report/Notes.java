package org.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What only people know of a run, from {@code notes.md} beside it. Sections are found by their headings; those of other names are kept as well. */
final class Notes {

    static final String FILE = "notes.md";
    static final String EASY = "What was easy";
    static final String DIFFICULT = "What was difficult";
    static final String COMMUNICATION = "Communication with the authors";
    static final String DISCUSSION = "Discussion";
    static final String TEAM = "Team and contributions";
    static final String HOURS = "Time spent by people";
    static final String REUSED = "Existing code used";
    static final String IMPACT = "Broader impact";
    static final String MATERIALS = "Data and models";
    static final String LIMITS = "Limitations";

    private static final List<String> KNOWN =
            List.of(EASY, DIFFICULT, COMMUNICATION, DISCUSSION, MATERIALS, LIMITS, TEAM, HOURS, REUSED, IMPACT);

    private static final String TEMPLATE = """
            <!-- Markdown for the parts of the report that only people can write. This file is kept when the report is made again
                 (assay report RUN); a section left empty says in the report that nothing was noted. -->

            ## What was easy

            ## What was difficult

            ## Communication with the authors

            ## Discussion

            ## Data and models

            <!-- For each data set: source, licence, version, SHA-256, sizes, splits, what was left out, preparation. For each model: architecture, parameters. -->

            ## Limitations

            ## Team and contributions

            ## Time spent by people

            ## Existing code used

            ## Broader impact
            """;

    private final Map<String, List<Block>> sections = new LinkedHashMap<>();

    private Notes() {}

    static Notes parse(String markdown) {
        var notes = new Notes();
        String at = DISCUSSION;
        for (var block : Markdown.blocks(markdown)) {
            if (block instanceof Block.Heading h && h.level() == 1) {
                at = KNOWN.stream()
                        .filter(k -> k.toLowerCase(Locale.ROOT)
                                .equals(h.text().strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(h.text().strip());
            } else {
                notes.sections.computeIfAbsent(at, k -> new ArrayList<>()).add(block);
            }
        }
        return notes;
    }

    /** The notes beside a run; writes the empty form when there are none. */
    static Notes beside(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            Files.writeString(file, TEMPLATE);
        }
        return parse(Files.readString(file));
    }

    /** A section's blocks; empty when nothing was written. */
    List<Block> section(String name) {
        return List.copyOf(sections.getOrDefault(name, List.of()));
    }

    /** Sections under headings of the writer's own. */
    Map<String, List<Block>> others() {
        var others = new LinkedHashMap<>(sections);
        KNOWN.forEach(others::remove);
        return others;
    }
}
