package org.assay.lab.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.lab.LabException;

/** One TensorBoard event file: scalars in, scalars out. Field numbers are those of TensorFlow's event.proto, summary.proto and tensor.proto. */
public final class EventFile {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int TENSOR = 8;
    private static final int TENSOR_DTYPE = 1;
    private static final int TENSOR_CONTENT = 4;
    private static final int TENSOR_FLOATS = 5;
    private static final int TENSOR_DOUBLES = 6;
    private static final int DOUBLE = 2;

    private EventFile() {}

    /**
     * The scalars of a file in the order in which they were written. A last record that is cut short, as a killed writer leaves it, is left out.
     *
     * @throws LabException if the file is damaged
     */
    public static List<Scalar> read(Path file) {
        var scalars = new ArrayList<Scalar>();
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            for (var data = Frame.next(bytes); data.isPresent(); data = Frame.next(bytes)) {
                new Event(scalars).read(data.get());
            }
            return scalars;
        } catch (IOException | BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new LabException("The event file " + file + " is damaged: " + e.getMessage() + ".", e);
        }
    }

    /** Writes scalars as TensorBoard reads them; {@code wallTime} in seconds since 1970 stands at every one. */
    public static void write(List<Scalar> scalars, double wallTime, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Frame.write(
                    new Message()
                            .fixed64(WALL_TIME, wallTime)
                            .text(FILE_VERSION, "brain.Event:2")
                            .array(),
                    out);
            for (var scalar : scalars) {
                var value = new Message().text(TAG, scalar.tag()).fixed32(SIMPLE_VALUE, (float) scalar.value());
                var summary = new Message().bytes(SUMMARY_VALUE, value.array());
                var event = new Message()
                        .fixed64(WALL_TIME, wallTime)
                        .varint(STEP, scalar.step())
                        .bytes(SUMMARY, summary.array());
                Frame.write(event.array(), out);
            }
        }
    }

    /** One event while it is read: its step may stand behind its values. */
    private static final class Event {

        private final List<Scalar> scalars;
        private final List<byte[]> values = new ArrayList<>();
        private long step;

        private Event(List<Scalar> scalars) {
            this.scalars = scalars;
        }

        private void read(byte[] event) {
            Message.read(event, (field, content) -> {
                if (field == STEP) {
                    step = content.getLong();
                } else if (field == SUMMARY) {
                    Message.read(Message.array(content), (inner, value) -> {
                        if (inner == SUMMARY_VALUE) {
                            values.add(Message.array(value));
                        }
                    });
                }
            });
            values.forEach(this::value);
        }

        private void value(byte[] message) {
            var found = new Value();
            Message.read(message, found::field);
            if (found.isNumber) {
                scalars.add(new Scalar(found.tag, step, found.number));
            }
        }
    }

    /** One value of a summary: a plain number, or a tensor of one element as TensorFlow 2 writes them. */
    private static final class Value {

        private String tag = "";
        private double number = Double.NaN;
        private boolean isNumber;
        private long type;

        private void field(int field, ByteBuffer content) {
            switch (field) {
                case TAG -> tag = StandardCharsets.UTF_8.decode(content).toString();
                case SIMPLE_VALUE -> take(content.getFloat());
                case TENSOR -> Message.read(Message.array(content), this::tensorField);
                default -> {}
            }
        }

        private void tensorField(int field, ByteBuffer content) {
            switch (field) {
                case TENSOR_DTYPE -> type = content.getLong();
                case TENSOR_CONTENT -> takeSingle(content, type == DOUBLE ? Double.BYTES : Float.BYTES);
                case TENSOR_FLOATS -> takeSingle(content, Float.BYTES);
                case TENSOR_DOUBLES -> takeSingle(content, Double.BYTES);
                default -> {}
            }
        }

        private void takeSingle(ByteBuffer content, int bytes) {
            if (content.remaining() == bytes) {
                take(bytes == Double.BYTES ? content.getDouble() : content.getFloat());
            }
        }

        private void take(double value) {
            number = value;
            isNumber = true;
        }
    }
}
