/** Sound as features, and the way back from classes a frame to words. */
@NullMarked
package org.assay.data.sound;

import org.jspecify.annotations.NullMarked;
