/** Networks made smaller without losing what they do. */
@NullMarked
package org.assay.studies.compression;

import org.jspecify.annotations.NullMarked;
