package org.assay.lab.tensorboard;

/**
 * A point of a TensorBoard curve.
 *
 * @param tag the curve's name
 * @param value single precision when it was written as TensorBoard does by default
 */
public record Scalar(String tag, long step, double value) {}
