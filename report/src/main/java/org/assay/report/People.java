package org.assay.report;

import java.util.List;

/** Who made a run, as far as {@code notes.md} says it: one person a bullet of the section on the team, {@code Name: what they did}. */
record People(List<String> names) {

    static final String UNNAMED = "The authors of this run (unnamed: notes.md names nobody)";

    static People of(Notes notes) {
        return new People(notes.section(Notes.TEAM).stream()
                .flatMap(b ->
                        b instanceof Block.Bullets bullets ? bullets.items().stream() : java.util.stream.Stream.empty())
                .map(item -> Span.plain(item).replaceFirst("[:(,].*", "").strip())
                .filter(name -> !name.isEmpty())
                .toList());
    }
}
