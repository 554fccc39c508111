package org.assay.data.format;

/**
 * CIFAR's binary records: label bytes (one for CIFAR-10; coarse, then fine for CIFAR-100), then 3,072 pixel bytes as
 * three planes of 32x32.
 *
 * @param labels {@code [kind][record]}
 * @param pixels {@code [record, channel, row, column]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record CifarBinary(int[][] labels, byte[] pixels) {
    /** Bytes of one image. */
    public static final int PIXELS = 3 * 32 * 32;

    /** Records whose labels of each kind lie in {@code [0, classes[kind])}. */
    public static CifarBinary read(String file, byte[] bytes, int... classes) {
        int record = classes.length + PIXELS;
        if (bytes.length == 0 || bytes.length % record != 0) {
            throw DataException.atByte(
                    file,
                    bytes.length - bytes.length % record,
                    bytes.length % record + " bytes are left where a record of " + record + " was expected");
        }
        int count = bytes.length / record;
        var labels = new int[classes.length][count];
        var pixels = new byte[count * PIXELS];
        for (int i = 0; i < count; i++) {
            for (int kind = 0; kind < classes.length; kind++) {
                int label = bytes[i * record + kind] & 0xff;
                if (label >= classes[kind]) {
                    throw DataException.atByte(
                            file,
                            (long) i * record + kind,
                            "label " + label + " of record " + i + " is not among the " + classes[kind] + " classes");
                }
                labels[kind][i] = label;
            }
            System.arraycopy(bytes, i * record + classes.length, pixels, i * PIXELS, PIXELS);
        }
        return new CifarBinary(labels, pixels);
    }
}
