package org.assay.lab.store;

import org.assay.lab.RunRecord;

/**
 * A run as the store knows it.
 *
 * @param header the record without its trials and shared work
 * @param request what the user asked for, as JSON that only its writer reads
 */
public record StoredRun(RunRecord header, String request) {}
