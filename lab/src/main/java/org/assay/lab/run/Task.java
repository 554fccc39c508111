package org.assay.lab.run;

/** A trial to be run. */
record Task(String arm, long seed) {}
