/** What networks make of structures in space: bodies, atoms and their graphs. */
@NullMarked
package org.assay.studies.structures;

import org.jspecify.annotations.NullMarked;
