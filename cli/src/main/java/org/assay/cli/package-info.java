/** The command line: assay. */
@NullMarked
package org.assay.cli;

import org.jspecify.annotations.NullMarked;
