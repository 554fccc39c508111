package org.assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assay.cli.Screen.Tone;

/** Columns of text. All but the last are as wide as what is in them; the last is broken into lines where the screen ends. */
final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST_LAST = 24;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines(Screen screen) {
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < head.size() - 1; column++) {
            int at = column;
            widths.add(Math.max(
                    head.get(column).length(),
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0)));
        }
        var lines = new ArrayList<String>();
        lines.add(screen.paint(Tone.FAINT, joined(head, widths).stripTrailing()));
        var indent = widths.stream().mapToInt(width -> width + GAP).sum();
        var room = Math.max(NARROWEST_LAST, screen.width() - indent);
        for (var row : rows) {
            var last = Text.wrap(row.getLast(), room);
            lines.add((joined(row.subList(0, row.size() - 1), widths) + last.getFirst()).stripTrailing());
            last.stream().skip(1).forEach(line -> lines.add(" ".repeat(indent) + line));
        }
        return lines;
    }

    private static String joined(List<String> cells, List<Integer> widths) {
        var columns = new ArrayList<String>();
        for (int column = 0; column < cells.size(); column++) {
            columns.add(
                    column < widths.size() ? Text.pad(cells.get(column), widths.get(column) + GAP) : cells.get(column));
        }
        return columns.stream().collect(Collectors.joining());
    }
}
