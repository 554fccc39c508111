/** What the form of a network is worth: attention, convolution and what stands between them. */
@NullMarked
package org.assay.studies.architecture;

import org.jspecify.annotations.NullMarked;
