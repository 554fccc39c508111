/** Data sets as tensors: loaders, batches and augmentations. */
@NullMarked
package org.assay.data;

import org.jspecify.annotations.NullMarked;
