/** What a network brings to a task that it was not trained for. */
@NullMarked
package org.assay.studies.transfer;

import org.jspecify.annotations.NullMarked;
