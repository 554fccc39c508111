/** Networks that write text: what they learn of it, and how it is drawn from them. */
@NullMarked
package org.assay.studies.text;

import org.jspecify.annotations.NullMarked;
