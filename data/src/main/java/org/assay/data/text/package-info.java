/** Text as numbers: tokenisers, vocabularies, and batches of sequences of different lengths. */
@NullMarked
package org.assay.data.text;

import org.jspecify.annotations.NullMarked;
