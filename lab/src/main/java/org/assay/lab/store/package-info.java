/** Where runs are kept: one interface, one SQLite file. */
@NullMarked
package org.assay.lab.store;

import org.jspecify.annotations.NullMarked;
