/** What data sets there are, where they come from, and the cache they are kept in. */
@NullMarked
package org.assay.data.catalogue;

import org.jspecify.annotations.NullMarked;
