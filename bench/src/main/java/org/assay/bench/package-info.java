/** How fast training is: whole steps of ours beside those of other libraries, and what an operator costs. */
@NullMarked
package org.assay.bench;

import org.jspecify.annotations.NullMarked;
