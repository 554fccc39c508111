package org.assay.data.generate;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Molecules of five to ten atoms with properties known exactly, in random orientation: grown atom by atom on free valences, then
 * relaxed by thirty steps down the energy of their bonds.
 *
 * @param elements {@code [molecule, 10]}, INT64: 1 hydrogen, 6 carbon, 7 nitrogen, 8 oxygen, 0 behind the last atom
 * @param places {@code [molecule, 10, 3]}, FLOAT64, in angstrom
 * @param energies {@code [molecule]}, FLOAT64: Morse bonds, weak forces between the others, and the bending of angles; the same
 *     wherever and however the molecule lies
 * @param dipoles {@code [molecule, 3]}, FLOAT64: charges by electronegativity times places, which turn with the molecule
 */
public record ToyMolecules(Tensor elements, Tensor places, Tensor energies, Tensor dipoles) {
    private static final int MOST = 10;
    private static final int RELAXED = 30;
    private static final double RATE = 0.02;
    private static final int[] ELEMENT = {1, 6, 7, 8};
    private static final double[] PULL = {2.2, 2.55, 3.04, 3.44};
    private static final double[] RADIUS = {0.31, 0.76, 0.71, 0.66};
    private static final int[] VALENCE = {1, 4, 3, 2};
    private static final double ANGLE = Math.cos(Math.toRadians(109.5));

    public static ToyMolecules draw(int molecules, Rng rng) {
        var elements = new long[molecules * MOST];
        var places = new double[molecules * MOST * 3];
        var energies = new double[molecules];
        var dipoles = new double[molecules * 3];
        for (int m = 0; m < molecules; m++) {
            var grown = grow(5 + rng.nextInt(6), rng);
            grown.relax();
            energies[m] = grown.energy();
            var charges = grown.charges();
            for (int a = 0; a < grown.kinds.size(); a++) {
                elements[m * MOST + a] = ELEMENT[grown.kinds.get(a)];
                for (int c = 0; c < 3; c++) {
                    double place = grown.places.get(a)[c];
                    places[(m * MOST + a) * 3 + c] = place;
                    dipoles[m * 3 + c] += charges[a] * place;
                }
            }
        }
        return new ToyMolecules(
                Tensor.of(elements, molecules, MOST),
                Tensor.of(DType.FLOAT64, places, molecules, MOST, 3),
                Tensor.of(DType.FLOAT64, energies, molecules),
                Tensor.of(DType.FLOAT64, dipoles, molecules, 3));
    }

    private static Grown grow(int atoms, Rng rng) {
        while (true) {
            var grown = new Grown();
            grown.add(1, new double[3], -1);
            for (int attempt = 0; attempt < 100 * atoms && grown.kinds.size() < atoms; attempt++) {
                int parent = rng.nextInt(grown.kinds.size());
                int kind = rng.nextInt(ELEMENT.length);
                double length = (RADIUS[kind] + RADIUS[grown.kinds.get(parent)]) * (1 + 0.05 * rng.nextGaussian());
                var place = grown.places.get(parent).clone();
                var direction = direction(rng);
                for (int c = 0; c < 3; c++) {
                    place[c] += length * direction[c];
                }
                if (grown.free(parent) && grown.room(kind, place, parent)) {
                    grown.add(kind, place, parent);
                }
            }
            if (grown.kinds.size() == atoms) {
                return grown;
            }
        }
    }

    private static double[] direction(Rng rng) {
        var v = new double[] {rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian()};
        double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return new double[] {v[0] / norm, v[1] / norm, v[2] / norm};
    }

    /** The bonds form a tree: each atom but the first hangs on one before it. */
    static final class Grown {
        final List<Integer> kinds = new ArrayList<>();
        final List<double[]> places = new ArrayList<>();
        private final List<Integer> parents = new ArrayList<>();

        void add(int kind, double[] place, int parent) {
            kinds.add(kind);
            places.add(place);
            parents.add(parent);
        }

        private boolean bonded(int a, int b) {
            return parents.get(a) == b || parents.get(b) == a;
        }

        boolean free(int atom) {
            long bonds = parents.stream().filter(parent -> parent == atom).count() + (parents.get(atom) >= 0 ? 1 : 0);
            return bonds < VALENCE[kinds.get(atom)];
        }

        boolean room(int kind, double[] place, int parent) {
            for (int a = 0; a < kinds.size(); a++) {
                if (a != parent && apart(place, places.get(a)) < 0.8 * (RADIUS[kind] + RADIUS[kinds.get(a)])) {
                    return false;
                }
            }
            return true;
        }

        /** Charges flow along each bond to the atom that pulls harder. */
        double[] charges() {
            var charges = new double[kinds.size()];
            for (int a = 1; a < kinds.size(); a++) {
                double flow = 0.15 * (PULL[kinds.get(a)] - PULL[kinds.get(parents.get(a))]);
                charges[a] -= flow;
                charges[parents.get(a)] += flow;
            }
            return charges;
        }

        double energy() {
            double energy = 0;
            for (int a = 0; a < kinds.size(); a++) {
                for (int b = 0; b < a; b++) {
                    double touch = RADIUS[kinds.get(a)] + RADIUS[kinds.get(b)];
                    double r = apart(places.get(a), places.get(b));
                    energy += bonded(a, b) ? morse(r, touch) : 0.05 * lennardJones(r, touch);
                }
            }
            return energy + bending();
        }

        private double bending() {
            double energy = 0;
            int n = kinds.size();
            for (int b = 0; b < n; b++) {
                for (int a = 0; a < n; a++) {
                    for (int c = 0; c < a; c++) {
                        if (a != b && c != b && bonded(a, b) && bonded(b, c)) {
                            energy += 0.2 * Math.pow(cosine(places.get(a), places.get(b), places.get(c)) - ANGLE, 2);
                        }
                    }
                }
            }
            return energy;
        }

        void relax() {
            for (int step = 0; step < RELAXED; step++) {
                var moves = new double[kinds.size()][3];
                for (int a = 1; a < kinds.size(); a++) {
                    int b = parents.get(a);
                    double touch = RADIUS[kinds.get(a)] + RADIUS[kinds.get(b)];
                    double r = apart(places.get(a), places.get(b));
                    double decay = Math.exp(-1.8 / touch * (r - touch));
                    double slope = 2 * (1.8 / touch) * (1 - decay) * decay;
                    for (int c = 0; c < 3; c++) {
                        double move = RATE * slope * (places.get(a)[c] - places.get(b)[c]) / r;
                        moves[a][c] -= move;
                        moves[b][c] += move;
                    }
                }
                for (int a = 0; a < moves.length; a++) {
                    for (int c = 0; c < 3; c++) {
                        places.get(a)[c] += moves[a][c];
                    }
                }
            }
        }
    }

    /** A bond of depth 1, lowest (-1) at its rest length. */
    static double morse(double r, double rest) {
        double decay = Math.exp(-1.8 / rest * (r - rest));
        return (1 - decay) * (1 - decay) - 1;
    }

    /** Lowest (-1) at the distance given. */
    static double lennardJones(double r, double lowest) {
        double sixth = Math.pow(lowest / r, 6);
        return sixth * sixth - 2 * sixth;
    }

    private static double apart(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static double cosine(double[] a, double[] b, double[] c) {
        double dot = 0;
        for (int k = 0; k < 3; k++) {
            dot += (a[k] - b[k]) * (c[k] - b[k]);
        }
        return dot / (apart(a, b) * apart(c, b));
    }
}
