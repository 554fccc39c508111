package org.assay.lab;

/** How a trial ended. */
public enum TrialStatus {
    DONE,
    /** Failed for good: its cause is in the record, its log is kept, claims that need it say so. */
    FAILED
}
