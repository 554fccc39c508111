package org.assay.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Molecules one after another: the number of atoms, a comment line, an atom a line as element and position. */
public final class Xyz {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("H", 1),
            Map.entry("Li", 3),
            Map.entry("B", 5),
            Map.entry("C", 6),
            Map.entry("N", 7),
            Map.entry("O", 8),
            Map.entry("F", 9),
            Map.entry("Na", 11),
            Map.entry("Si", 14),
            Map.entry("P", 15),
            Map.entry("S", 16),
            Map.entry("Cl", 17),
            Map.entry("Br", 35),
            Map.entry("I", 53));

    private Xyz() {}

    /**
     * One molecule.
     *
     * @param line the line it starts at, counted from 1
     * @param comment the second line's fields
     * @param atoms atomic numbers
     * @param positions {@code [atom][x, y, z]} in the file's unit, angstrom as a rule
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Molecule(int line, List<String> comment, int[] atoms, double[][] positions) {}

    public static List<Molecule> read(String file, byte[] bytes) {
        var lines = Text.lines(file, bytes);
        var molecules = new ArrayList<Molecule>();
        int at = 0;
        while (at < lines.size()) {
            int first = at + 1;
            int count = (int) Text.integer(file, first, lines.get(at), 1, 100_000);
            if (at + 2 + count > lines.size()) {
                throw DataException.atLine(
                        file, first, count + " atoms are declared and the file ends after " + (lines.size() - at - 2));
            }
            var atoms = new int[count];
            var positions = new double[count][3];
            for (int a = 0; a < count; a++) {
                int line = at + 3 + a;
                var fields = Text.words(lines.get(line - 1));
                var number = fields.isEmpty() ? null : NUMBERS.get(fields.getFirst());
                if (number == null || fields.size() < 4) {
                    throw DataException.atLine(
                            file, line, "\"" + Text.shortened(lines.get(line - 1)) + "\" is no element and position");
                }
                atoms[a] = number;
                for (int k = 0; k < 3; k++) {
                    positions[a][k] = Text.number(file, line, fields.get(1 + k));
                }
            }
            molecules.add(new Molecule(first, Text.words(lines.get(at + 1)), atoms, positions));
            at += 2 + count;
        }
        return molecules;
    }
}
