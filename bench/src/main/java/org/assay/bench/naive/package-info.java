/** The libtorch presets as somebody new to them uses them; the one package outside of {@code tensor} that may see them. */
@NullMarked
package org.assay.bench.naive;

import org.jspecify.annotations.NullMarked;
