package org.assay.lab;

import java.util.List;

/**
 * One variant of the experiment: a name and what it changes in the settings.
 *
 * @param name unique within the plan; arms of a grid are named {@code factor=value,factor=value}
 * @param changes applied over the scale's settings, in order
 */
public record Arm(String name, List<Change> changes) {

    public Arm {
        changes = List.copyOf(changes);
    }
}
