/** Other people's code as a study: a YAML file that wraps any command. */
@NullMarked
package org.assay.lab.command;

import org.jspecify.annotations.NullMarked;
