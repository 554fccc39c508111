package org.assay.lab;

/**
 * A named change of one setting.
 *
 * @param name a component of the settings record
 * @param value of the component's type; numbers are widened where nothing is lost
 */
public record Change(String name, Object value) {

    /** {@code set("alpha", 1.0)}: name and type are checked when the plan is built. */
    public static Change set(String name, Object value) {
        return new Change(name, value);
    }
}
