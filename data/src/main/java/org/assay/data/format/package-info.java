/** Parsers of the formats that data sets come in; malformed input gives one sentence with file and position. */
@NullMarked
package org.assay.data.format;

import org.jspecify.annotations.NullMarked;
