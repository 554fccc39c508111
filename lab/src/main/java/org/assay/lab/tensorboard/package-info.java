/** Series as TensorBoard event files, read and written. */
@NullMarked
package org.assay.lab.tensorboard;

import org.jspecify.annotations.NullMarked;
