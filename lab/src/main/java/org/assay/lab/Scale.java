package org.assay.lab;

import java.util.Locale;

/** How much of the paper's experiment a run bears: a few seconds, a laptop's half hour, or the paper's own size. */
public enum Scale {
    /** Seconds: shows that the study runs and learns. Verdicts at this scale mean nothing and say so. */
    SMOKE,
    /** About ten minutes to the first look and 25 at most to the last on two cores. */
    LAPTOP,
    /** The published setting. */
    PAPER;

    /** The name used on the command line, in records and in reports: {@code smoke}, {@code laptop}, {@code paper}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
