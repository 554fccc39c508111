/** Layers, initialisers, losses, optimisers, schedules, metrics and checkpoints. */
@NullMarked
package org.assay.nn;

import org.jspecify.annotations.NullMarked;
