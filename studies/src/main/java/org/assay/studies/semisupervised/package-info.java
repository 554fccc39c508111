/** Learning from few or weak labels, with the help of pictures that have none. */
@NullMarked
package org.assay.studies.semisupervised;

import org.jspecify.annotations.NullMarked;
