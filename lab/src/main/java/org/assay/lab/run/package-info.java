/** Running a plan: the laboratory, its workers and what a watcher sees. */
@NullMarked
package org.assay.lab.run;

import org.jspecify.annotations.NullMarked;
