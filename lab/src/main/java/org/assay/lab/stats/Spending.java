package org.assay.lab.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** How much of the error may be spent up to a fraction of the planned seeds. */
public enum Spending {
    /** Hwang, Shih and DeCani (1990) with gamma = -4: little early, nearly the whole error at the end. */
    HWANG_SHIH_DECANI_4 {
        @Override
        public double spent(double fraction, double alpha) {
            return alpha * Math.expm1(4 * fraction) / Math.expm1(4);
        }
    },
    /** Lan and DeMets (1983), like O'Brien and Fleming's boundary on each side: almost nothing early. */
    LAN_DEMETS_OBRIEN_FLEMING {
        @Override
        public double spent(double fraction, double alpha) {
            var normal = NormalDistribution.of(0, 1);
            var z = normal.inverseSurvivalProbability(alpha / 4);
            return 4 * normal.survivalProbability(z / Math.sqrt(fraction));
        }
    },
    /** Lan and DeMets (1983), like Pocock's boundary: for plans that may stop at three seeds. */
    LAN_DEMETS_POCOCK {
        @Override
        public double spent(double fraction, double alpha) {
            return alpha * Math.log1p((Math.E - 1) * fraction);
        }
    };

    /** Two-sided error spent up to {@code fraction} of the last look's seeds; {@code alpha} at 1. */
    public abstract double spent(double fraction, double alpha);

    /** Below this number of seeds a look is dead weight unless it may spend early. */
    private static final int EARLY_LOOK = 4;

    /** The spending for a plan's looks: Pocock-type where the first look comes before the fourth seed. */
    public static Spending of(int firstLook) {
        return firstLook < EARLY_LOOK ? LAN_DEMETS_POCOCK : HWANG_SHIH_DECANI_4;
    }
}
