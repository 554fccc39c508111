/** Tensors, automatic differentiation, native memory and parameter trees over libtorch. */
@NullMarked
package org.assay.tensor;

import org.jspecify.annotations.NullMarked;
