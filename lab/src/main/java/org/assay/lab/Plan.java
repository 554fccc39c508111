package org.assay.lab;

import java.util.List;
import java.util.Map;

/**
 * Everything that is fixed before the first trial: arms, seeds, looks, claims, thresholds and their analysis.
 *
 * @param settings type of the settings record
 * @param base the paper's settings
 * @param scales changes over {@code base} at each scale
 * @param arms in the order of the study
 * @param claims in the order of the study, at most two of them primary
 * @param looks numbers of seeds after which the claims are judged, increasing
 */
public record Plan<S extends Record>(
        Class<S> settings,
        S base,
        Map<Scale, List<Change>> scales,
        List<Arm> arms,
        List<Claim> claims,
        List<Integer> looks) {

    public Plan {
        scales = Map.copyOf(scales);
        arms = List.copyOf(arms);
        claims = List.copyOf(claims);
        looks = List.copyOf(looks);
    }
}
