/** Models that make data: diffusion models, their samplers, and how their samples and likelihoods are measured. */
@NullMarked
package org.assay.studies.generative;

import org.jspecify.annotations.NullMarked;
