/** Data made from a seed, each for a property that is known exactly. */
@NullMarked
package org.assay.data.generate;

import org.jspecify.annotations.NullMarked;
