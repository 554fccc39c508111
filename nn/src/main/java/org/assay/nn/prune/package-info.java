/** Networks of which some weights are left out. */
@NullMarked
package org.assay.nn.prune;

import org.jspecify.annotations.NullMarked;
