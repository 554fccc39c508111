/** The dashboard: runs as they go on, their curves and verdicts, comparisons and the catalogue, as pages that only read. */
@NullMarked
package org.assay.web;

import org.jspecify.annotations.NullMarked;
