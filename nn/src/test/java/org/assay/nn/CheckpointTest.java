package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    /** Written by the Python package safetensors 0.8.0 from NumPy arrays of six types. */
    private static final String FROM_PYTHON = "gAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJjb3VudCI6eyJkdHlw"
            + "ZSI6Ikk2NCIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0sImJpYXMiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzJdLCJk"
            + "YXRhX29mZnNldHMiOls4LDI0XX0sIndlaWdodCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMjQs"
            + "NDhdfSwiaGFsZiI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzQ4LDUyXX0sInNtYWxsIjp7ImR0eXBl"
            + "IjoiSTgiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls1Miw1NF19LCJtYXNrIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbMl0s"
            + "ImRhdGFfb2Zmc2V0cyI6WzU0LDU2XX19ICAHAAAAAAAAAAAAAAAAAPg/AAAAAAAAAMAAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIEBmLv/7"
            + "gH8BAA==";

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("model.safetensors");
    }

    private Path file(byte... content) throws IOException {
        return Files.write(file(), content);
    }

    private record Net(Linear first, BatchNorm bn1, Sequential rest) implements Layer {
        static Net of(Rng rng) {
            return new Net(Linear.of(3, 4, rng), BatchNorm.of(4), Sequential.of(Tensor::relu, Linear.of(4, 2, rng)));
        }

        @Override
        public Tensor forward(Tensor x) {
            return rest.forward(bn1.forward(first.forward(x)));
        }
    }

    @Test
    void aModelComesBackWithItsBuffersAndStaysTrainable() {
        var model = Net.of(Rng.of(1));
        Mode.training(Rng.of(2), () -> model.forward(Rng.of(3).normal(8, 3)));
        Checkpoint.save(file(), model);
        var loaded = Checkpoint.load(file(), Net.of(Rng.of(99)));
        var x = Rng.of(4).normal(5, 3);
        assertThat(loaded.forward(x).toFloats())
                .containsExactly(model.forward(x).toFloats());
        assertThat(Tree.parameters(loaded)).allMatch(Tensor::requiresGrad);
        assertThat(Tree.buffers(loaded)).hasSize(2).noneMatch(Tensor::requiresGrad);
        assertThat(directory).isDirectoryContaining("glob:**/model.safetensors");
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void aFileFromPythonIsRead() throws IOException {
        var tensors = Checkpoint.read(file(Base64.getDecoder().decode(FROM_PYTHON)));
        assertThat(tensors.get("weight").shape()).containsExactly(2, 3);
        assertThat(tensors.get("weight").toDoubles()).containsExactly(0, 0.5, 1, 1.5, 2, 2.5);
        assertThat(tensors.get("bias").dtype()).isEqualTo(DType.FLOAT64);
        assertThat(tensors.get("bias").toDoubles()).containsExactly(1.5, -2);
        assertThat(tensors.get("half").dtype()).isEqualTo(DType.FLOAT16);
        assertThat(tensors.get("half").toDoubles()).containsExactly(new double[] {0.1, -65504}, within(1e-4));
        assertThat(tensors.get("count").shape()).isEmpty();
        assertThat(tensors.get("count").itemLong()).isEqualTo(7);
        assertThat(tensors.get("small").toLongs()).containsExactly(-128, 127);
        assertThat(tensors.get("mask").toBooleans()).containsExactly(true, false);
    }

    @Test
    void everyTypeComesBackBitForBit() {
        var values = Tensor.of(new double[] {0.1, -3, 1e-3, 65000}, 2, 2);
        for (var type : List.of(
                DType.FLOAT32,
                DType.FLOAT64,
                DType.BFLOAT16,
                DType.FLOAT16,
                DType.INT64,
                DType.INT32,
                DType.COMPLEX64)) {
            var tensor = values.to(type);
            Checkpoint.save(file(), Map.of("t", tensor));
            var back = Checkpoint.read(file()).get("t");
            assertThat(back).isNotNull();
            assertThat(back.dtype()).isEqualTo(type);
            assertThat(back.equalTo(tensor)).as("%s", type).isTrue();
        }
    }

    /** The layout of the format, taken apart without the reader. */
    @Test
    void theFileIsWhatTheFormatSays() throws IOException {
        Checkpoint.save(
                file(), new Linear(Tensor.of(new double[] {1, 2}, 1, 2), java.util.Optional.of(Tensor.of(3.0))));
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        var header = new byte[length];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                        + "\"bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}");
        assertThat(bytes.getFloat()).isEqualTo(1);
        assertThat(bytes.getFloat()).isEqualTo(2);
        assertThat(bytes.getFloat()).isEqualTo(3);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void aPickledFileIsRefusedWithTheReason() throws IOException {
        for (byte[] start : new byte[][] {{'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}, {(byte) 0x80, 2, 0, 0, 0, 0, 0, 0, 0}}) {
            var file = file(start);
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "model.safetensors is a pickled PyTorch file, and reading one runs whatever code")
                    .hasMessageContaining("safetensors.torch.save_file");
        }
    }

    @Test
    void brokenFilesAreRefusedWithASentence() throws IOException {
        var whole = Base64.getDecoder().decode(FROM_PYTHON);
        for (int length : new int[] {0, 5, 8, 100, whole.length - 1}) {
            var file = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("model.safetensors is no safetensors file: ");
        }
        var nonsense = file(new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 'n', 'o', 'p', 'e'});
        assertThatThrownBy(() -> Checkpoint.read(nonsense)).hasMessageContaining("its header is no JSON");
    }

    @Test
    void namesAndShapesAreCompared() {
        var rng = Rng.of(1);
        Checkpoint.save(file(), Map.of("weights", Tensor.zeros(2, 3), "bias", Tensor.zeros(2)));
        assertThatThrownBy(() -> Checkpoint.load(file(), Linear.of(3, 2, rng)))
                .hasMessage(
                        "model.safetensors does not hold weight, which the Linear needs; the nearest name there is weights.");
        Checkpoint.save(file(), Linear.of(4, 2, rng));
        assertThatThrownBy(() -> Checkpoint.load(file(), Linear.of(3, 2, rng)))
                .hasMessage("model.safetensors holds weight with shape [2, 4] where the model has [2, 3].");
        assertThatThrownBy(() -> Checkpoint.load(file(), Linear.of(4, 2, rng).unbiased()))
                .hasMessageStartingWith("model.safetensors holds bias, for which the Linear has no place;");
    }

    @Test
    void aPartOfAFileFillsAPartOfAModel() {
        var model = Net.of(Rng.of(1));
        Checkpoint.save(file(), model);
        var first = Checkpoint.fill(Linear.of(3, 4, Rng.of(5)), Checkpoint.under("first.", Checkpoint.read(file())));
        assertThat(first.weight().toFloats())
                .containsExactly(model.first().weight().toFloats());
    }

    @Test
    void pytorchsCountOfBatchesIsPassedOver() {
        var norm = BatchNorm.of(2);
        var tensors = new java.util.LinkedHashMap<>(Tree.named(norm));
        tensors.put("num_batches_tracked", Tensor.scalar(12L));
        Checkpoint.save(file(), tensors);
        assertThat(Checkpoint.load(file(), norm).runningVar().toDoubles()).containsExactly(1, 1);
    }

    private record Tied(Embedding tokens, Linear head) {}

    @Test
    void tiedWeightsAreSavedOnceAndStayTied() {
        var tokens = Embedding.of(5, 3, Rng.of(1));
        Checkpoint.save(file(), new Tied(tokens, new Linear(tokens.weight(), java.util.Optional.empty())));
        assertThat(Checkpoint.read(file()).keySet()).containsExactly("tokens.weight");
        var other = Embedding.of(5, 3, Rng.of(2));
        var loaded = Checkpoint.load(file(), new Tied(other, new Linear(other.weight(), java.util.Optional.empty())));
        assertThat(loaded.tokens().weight()).isSameAs(loaded.head().weight());
        assertThat(loaded.tokens().weight().toFloats())
                .containsExactly(tokens.weight().toFloats());
    }
}
