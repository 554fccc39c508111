/**
 * The large sets in the form in which their authors publish them. They are not fetched: a reader is given the folder they were unpacked to.
 */
@NullMarked
package org.assay.data.official;

import org.jspecify.annotations.NullMarked;
