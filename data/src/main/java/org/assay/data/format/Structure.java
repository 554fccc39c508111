package org.assay.data.format;

import com.actelion.research.chem.Molecule;
import com.actelion.research.chem.MolfileParser;
import com.actelion.research.chem.SmilesParser;
import com.actelion.research.chem.StereoMolecule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A molecule as a graph of its heavy atoms (hydrogens that stand alone in a file are kept, others are counted on the atom they belong to).
 *
 * @param name as the file has it, empty for SMILES
 * @param properties what an SD file tells besides
 */
public record Structure(String name, List<Atom> atoms, List<Bond> bonds, Map<String, String> properties) {
    /**
     * An atom.
     *
     * @param number of its element
     * @param charge in units of the electron's
     * @param hydrogens that hang on it
     * @param x in angstrom where the file has places, as are y and z
     */
    public record Atom(int number, int charge, int hydrogens, boolean aromatic, double x, double y, double z) {}

    /** A bond between two atoms, by their places in the list. */
    public record Bond(int from, int to, int order, boolean aromatic) {}

    /** One molecule in the Simplified Molecular Input Line Entry System. Places are those of a drawing, not of the molecule. */
    public static Structure smiles(String text) {
        var molecule = new StereoMolecule();
        try {
            new SmilesParser(SmilesParser.SMARTS_MODE_IS_SMILES).parse(molecule, text);
        } catch (Exception e) {
            throw new DataException("\"" + Text.shortened(text) + "\" is no SMILES (" + e.getMessage() + ")", e);
        }
        return of("", molecule, Map.of());
    }

    /** The molecules of an SD file: molfiles of version 2000 or 3000, each with its properties, ended by {@code $$$$}. */
    public static List<Structure> sdf(String file, byte[] bytes) {
        var lines = Text.lines(file, bytes);
        var structures = new ArrayList<Structure>();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("$$$$")) {
                structures.add(record(file, lines.subList(start, i), start + 1));
                start = i + 1;
            }
        }
        if (lines.subList(start, lines.size()).stream().anyMatch(line -> !line.isBlank())) {
            throw DataException.atLine(file, lines.size(), "the file ends inside a molecule, without $$$$");
        }
        return List.copyOf(structures);
    }

    private static Structure record(String file, List<String> lines, int first) {
        int end = lines.indexOf("M  END");
        if (end < 0) {
            throw DataException.atLine(file, first, "a molecule begins here that has no line \"M  END\"");
        }
        var molecule = new StereoMolecule();
        if (!new MolfileParser().parse(molecule, String.join("\n", lines.subList(0, end + 1)) + "\n")) {
            throw DataException.atLine(file, first, "the molecule that begins here cannot be read as a molfile");
        }
        var properties = new LinkedHashMap<String, String>();
        for (int i = end + 1; i < lines.size(); i++) {
            int open = lines.get(i).indexOf('<');
            int close = lines.get(i).indexOf('>', open);
            if (lines.get(i).startsWith(">") && open > 0 && close > open) {
                var value = new ArrayList<String>();
                var name = lines.get(i).substring(open + 1, close);
                for (i++; i < lines.size() && !lines.get(i).isBlank(); i++) {
                    value.add(lines.get(i));
                }
                properties.put(name, String.join("\n", value));
            }
        }
        return of(lines.getFirst().strip(), molecule, properties);
    }

    private static Structure of(String name, StereoMolecule molecule, Map<String, String> properties) {
        molecule.ensureHelperArrays(Molecule.cHelperRings);
        var atoms = new ArrayList<Atom>();
        for (int a = 0; a < molecule.getAtoms(); a++) {
            // The library's second and third axis point the other way than the file's.
            atoms.add(new Atom(
                    molecule.getAtomicNo(a),
                    molecule.getAtomCharge(a),
                    molecule.getAllHydrogens(a),
                    molecule.isAromaticAtom(a),
                    molecule.getAtomX(a),
                    -molecule.getAtomY(a),
                    -molecule.getAtomZ(a)));
        }
        var bonds = new ArrayList<Bond>();
        for (int b = 0; b < molecule.getBonds(); b++) {
            bonds.add(new Bond(
                    molecule.getBondAtom(0, b),
                    molecule.getBondAtom(1, b),
                    molecule.getBondOrder(b),
                    molecule.isAromaticBond(b)));
        }
        return new Structure(name, List.copyOf(atoms), List.copyOf(bonds), Map.copyOf(properties));
    }
}
