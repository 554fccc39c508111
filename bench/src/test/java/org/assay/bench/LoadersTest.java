package org.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.bench.Messages.Request;
import org.assay.bench.Messages.Verb;
import org.assay.data.Examples;
import org.assay.data.Images;
import org.assay.nn.Checkpoint;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadersTest {
    @TempDir
    Path folder;

    /** Contestants whose speed is known: ours makes 50 batches a second, the others 2 and 40. */
    @Test
    void speedsRatiosAndTheShareOfAStep() {
        var rivals = new LinkedHashMap<String, List<String>>();
        rivals.put("slow", contestant(2));
        rivals.put("quick", contestant(40));
        rivals.put(
                "absent", List.of("sh", "-c", "read -r request; echo '{\"error\":\"No such module\"}'; read -r end"));
        var notes = new ArrayList<String>();
        var loading = new Loaders(contestant(50), rivals, new Turns(3), 0.1, notes::add)
                .run(folder, folder.resolve("log"), Map.of("f32", 4.0, "bf16", 5.0))
                .orElseThrow();
        assertThat(loading.picturesPerSecond()).isEqualTo(50 * 128);
        assertThat(loading.ratios()).containsExactlyInAnyOrderEntriesOf(Map.of("slow", 25.0, "quick", 1.25));
        assertThat(loading.shareOfStep()).containsExactlyInAnyOrderEntriesOf(Map.of("f32", 0.08, "bf16", 0.1));
        assertThat(notes).containsExactly("absent is left out: No such module.");
    }

    @Test
    void withoutTheDataThereIsANoteAndNoFigure() {
        var own = List.of(
                "sh", "-c", "read -r request; echo '{\"error\":\"the data set cifar10 cannot be had\"}'; read -r end");
        var notes = new ArrayList<String>();
        var loading = new Loaders(own, Map.of(), new Turns(1), 0.1, notes::add)
                .run(folder, folder.resolve("log"), Map.of("f32", 1.0));
        assertThat(loading).isEmpty();
        assertThat(notes)
                .containsExactly("How fast batches are made is not measured: the data set cifar10 cannot be had.");
    }

    /** The pictures go to the others as they are; three hundred make two whole batches a pass. */
    @Test
    void ourLoaderGivesAwayItsPicturesAndMakesBatchesPassAfterPass() throws Exception {
        var pictures = Rng.of(1).integers(0, 256, 300, 3, 8, 8).to(DType.UINT8);
        var examples = new Examples(pictures, Tensor.zeros(DType.INT64, 300));
        var loader = new OwnLoader(() -> new Images(examples, examples, List.of("one"), ""));
        var file = folder.resolve("pictures.safetensors");
        assertThat(loader.answer(new Request(Verb.EXPORT, "", "", file.toString(), 0, 0))
                        .failure())
                .isEmpty();
        assertThat(Checkpoint.read(file)).containsOnlyKeys("batch.pictures");
        assertThat(Checkpoint.read(file).values().iterator().next().toBytes()).isEqualTo(pictures.toBytes());
        var prepared = loader.answer(new Request(Verb.PREPARE, "", "", file.toString(), 1, 0));
        assertThat(prepared.threads()).isEqualTo(1);
        assertThat(loader.answer(new Request(Verb.RUN, "", "", "", 0, 0.2)).steps())
                .isGreaterThan(2);
    }

    /** Answers every request with so many steps in a second. */
    private static List<String> contestant(int steps) {
        return List.of(
                "sh",
                "-c",
                "while read -r request; do echo '{\"threads\":1,\"steps\":" + steps + ",\"seconds\":1}'; done");
    }
}
