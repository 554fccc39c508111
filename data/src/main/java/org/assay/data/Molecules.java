package org.assay.data;

import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Molecules in space, padded to the largest.
 *
 * @param atoms {@code [molecule, atom]}, INT64: atomic numbers, 0 where there is no atom
 * @param positions {@code [molecule, atom, 3]}, FLOAT64, in angstrom; 0 where there is no atom
 * @param energies {@code [molecule]}, FLOAT64: PBE0 atomization energy in kcal/mol
 * @param cheapEnergies {@code [molecule]}, FLOAT64: the same from the semi-empirical DFTB3 method
 */
public record Molecules(Tensor atoms, Tensor positions, Tensor energies, Tensor cheapEnergies, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("all", energies.size(0));
    }
}
