package org.assay.data.catalogue;

/**
 * A part of a data set.
 *
 * @param items how many items it has
 * @param shape what one item is
 */
public record Split(String name, long items, String shape) {}
