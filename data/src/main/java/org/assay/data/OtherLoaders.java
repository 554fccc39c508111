package org.assay.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.data.Recordings.Recording;
import org.assay.data.catalogue.Copy;
import org.assay.data.format.Archive;
import org.assay.data.format.Csv;
import org.assay.data.format.DataException;
import org.assay.data.format.Obj;
import org.assay.data.format.Text;
import org.assay.data.format.Wav;
import org.assay.data.format.Xyz;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Sounds, molecules, surfaces and trained weights. */
final class OtherLoaders {
    private static final int SPEECH_RATE = 8000;
    private static final int LAST_TEST_TAKE = 4;

    private OtherLoaders() {}

    static Recordings spokenDigits(Copy copy) {
        var files = new TreeMap<String, byte[]>();
        if (copy.has("recordings.zip")) {
            Archive.visitBytes(copy.path("recordings.zip"), files::put);
        } else {
            copy.paths().forEach(path -> files.put(path, copy.bytes(path)));
        }
        var train = new ArrayList<Recording>();
        var test = new ArrayList<Recording>();
        var trainItems = new ArrayList<ContentHash.Item>();
        var testItems = new ArrayList<ContentHash.Item>();
        files.forEach((path, bytes) -> {
            var parts = List.of(path.replace(".wav", "").split("_", -1));
            var wav = Wav.read(path, bytes);
            if (parts.size() != 3 || wav.rate() != SPEECH_RATE || wav.channels() != 1) {
                throw new DataException(
                        path + ": mono at 8,000 samples a second, named <digit>_<speaker>_<take>.wav, was expected");
            }
            int digit = (int) Text.integer(path, 1, parts.get(0), 0, 9);
            int take = (int) Text.integer(path, 1, parts.get(2), 0, 1000);
            var samples = new float[wav.samples().length];
            var bytesOf = ByteBuffer.allocate(2 * samples.length);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = wav.samples()[i] / 32768f;
                bytesOf.putShort(wav.samples()[i]);
            }
            boolean held = take <= LAST_TEST_TAKE;
            (held ? test : train).add(new Recording(Tensor.of(samples, samples.length), digit, parts.get(1), take));
            (held ? testItems : trainItems).add(ContentHash.Item.of(bytesOf.array(), digit, take));
        });
        var hash = new ContentHash();
        return new Recordings(
                sorted("train", train, trainItems, hash),
                sorted("test", test, testItems, hash),
                SPEECH_RATE,
                IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                hash.hex());
    }

    private static <T> List<T> sorted(String split, List<T> elements, List<ContentHash.Item> items, ContentHash hash) {
        var order = ContentHash.order(items);
        hash.split(split, Arrays.stream(order).mapToObj(items::get).toList());
        return Arrays.stream(order).mapToObj(elements::get).toList();
    }

    static Molecules qm7(Copy copy) {
        var file = copy.paths().getFirst().replace(".gz", "");
        var molecules = Xyz.read(file, copy.bytes(file));
        int n = molecules.size();
        int width = molecules.stream().mapToInt(m -> m.atoms().length).max().orElse(0);
        var items = new ArrayList<ContentHash.Item>();
        for (var molecule : molecules) {
            if (molecule.comment().size() != 3) {
                throw new DataException(
                        file + ", line " + (molecule.line() + 1) + ": a name and two energies were expected");
            }
            items.add(ContentHash.Item.of(
                    Arrays.stream(molecule.positions())
                            .flatMapToDouble(Arrays::stream)
                            .toArray(),
                    Arrays.stream(molecule.atoms()).asLongStream().toArray()));
        }
        var order = ContentHash.order(items);
        var atoms = new long[n * width];
        var positions = new double[n * width * 3];
        var energies = new double[n];
        var cheap = new double[n];
        for (int k = 0; k < n; k++) {
            var molecule = molecules.get(order[k]);
            energies[k] =
                    Text.number(file, molecule.line() + 1L, molecule.comment().get(1));
            cheap[k] =
                    Text.number(file, molecule.line() + 1L, molecule.comment().get(2));
            for (int a = 0; a < molecule.atoms().length; a++) {
                atoms[k * width + a] = molecule.atoms()[a];
                System.arraycopy(molecule.positions()[a], 0, positions, (k * width + a) * 3, 3);
            }
        }
        return new Molecules(
                Tensor.of(atoms, n, width),
                Tensor.of(DType.FLOAT64, positions, n, width, 3),
                Tensor.of(DType.FLOAT64, energies, n),
                Tensor.of(DType.FLOAT64, cheap, n),
                new ContentHash()
                        .split("all", Arrays.stream(order).mapToObj(items::get).toList())
                        .split("energies", List.of(ContentHash.Item.of(energies), ContentHash.Item.of(cheap)))
                        .hex());
    }

    static SmilesTables smiles(Copy copy) {
        var hash = new ContentHash();
        return new SmilesTables(
                measured(
                        copy,
                        "delaney-processed.csv",
                        "measured log solubility in mols per litre",
                        "esol",
                        "log10 of mol/l",
                        hash),
                measured(copy, "freesolv.csv", "expt", "freesolv", "kcal/mol", hash),
                measured(copy, "Lipophilicity.csv", "exp", "lipophilicity", "logD at pH 7.4", hash),
                hash.hex());
    }

    private static SmilesTables.Measured measured(
            Copy copy, String file, String column, String split, String unit, ContentHash hash) {
        var csv = Csv.commas(file, copy.bytes(file));
        int structure = csv.column("smiles");
        int value = csv.column(column);
        var rows = csv.rows(csv.header());
        var items = rows.stream()
                .map(row -> ContentHash.Item.of(row.text(structure), Double.doubleToLongBits(row.number(value))))
                .toList();
        var order = ContentHash.order(items);
        hash.split(split, Arrays.stream(order).mapToObj(items::get).toList());
        return new SmilesTables.Measured(
                Arrays.stream(order).mapToObj(i -> rows.get(i).text(structure)).toList(),
                Tensor.of(
                        DType.FLOAT64,
                        Arrays.stream(order)
                                .mapToDouble(i -> rows.get(i).number(value))
                                .toArray(),
                        order.length),
                unit);
    }

    static Meshes shapes(Copy copy) {
        var hash = new ContentHash();
        return new Meshes(
                mesh(copy, "stanford-bunny.obj", "bunny", hash), mesh(copy, "spot.obj", "spot", hash), hash.hex());
    }

    private static Meshes.Mesh mesh(Copy copy, String file, String split, ContentHash hash) {
        var obj = Obj.read(file, copy.bytes(file));
        var vertices =
                Arrays.stream(obj.vertices()).flatMapToDouble(Arrays::stream).toArray();
        var triangles = Arrays.stream(obj.triangles())
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        hash.split(split, List.of(ContentHash.Item.of(vertices), ContentHash.Item.of(triangles)));
        return new Meshes.Mesh(
                Tensor.of(DType.FLOAT64, vertices, obj.vertices().length, 3),
                Tensor.of(triangles, obj.triangles().length, 3));
    }

    static PretrainedWeights mobileNet(Copy copy) {
        var bytes = copy.bytes("weights.f32");
        var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        var tensors = new LinkedHashMap<String, Tensor>();
        var items = new ArrayList<ContentHash.Item>();
        for (var row : Csv.tabs("manifest.tsv", copy.bytes("manifest.tsv")).rows()) {
            if (row.fields().size() != 4) {
                throw row.error("name, shape, offset and count were expected");
            }
            var shape = Arrays.stream(row.text(1).split(",", -1))
                    .mapToLong(size -> Text.integer("manifest.tsv", row.line(), size, 1, floats.capacity()))
                    .toArray();
            int offset = (int) row.integer(2, 0, floats.capacity());
            var values = new float[(int) row.integer(3, 0, floats.capacity() - offset)];
            if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != values.length) {
                throw row.error("the shape " + row.text(1) + " does not hold " + values.length + " values");
            }
            floats.get(offset, values);
            tensors.put(row.text(0), Tensor.of(values, shape));
            items.add(ContentHash.Item.part(bytes, 4 * offset, 4 * values.length, shape));
            items.add(ContentHash.Item.of(row.text(0)));
        }
        return new PretrainedWeights(
                tensors,
                Text.lines("classes.txt", copy.bytes("classes.txt")),
                new ContentHash().split("weights", items).hex());
    }
}
