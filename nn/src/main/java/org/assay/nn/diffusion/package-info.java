/** Diffusion models: how data are made noisy, how networks learn to undo it, and how samples and likelihoods follow. */
@NullMarked
package org.assay.nn.diffusion;

import org.jspecify.annotations.NullMarked;
