/** Standard networks that more than one study uses. */
@NullMarked
package org.assay.nn.models;

import org.jspecify.annotations.NullMarked;
