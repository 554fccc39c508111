package org.assay.lab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.Trial;

/** Work that trials have in common: one folder an address, made under a lock that a killed process gives back. */
final class SharedWork {

    private static final String DATA = "data";
    private static final long WAIT_NANOS = 50_000_000L;

    private final Path root;
    private final String sourceHash;
    private final Supplier<Map<String, String>> data;

    /**
     * @param sourceHash stands for everything beside name, settings and seed that decides the bits: study, toolbox and machine settings
     * @param data content hashes, by id, of the data sets that this process has read so far
     */
    SharedWork(Path root, String sourceHash, Supplier<Map<String, String>> data) {
        this.root = root;
        this.sourceHash = sourceHash;
        this.data = data;
    }

    /**
     * Finished work.
     *
     * @param cost of whoever made it
     * @param data content hashes of the data sets that its maker had read, by id
     */
    record Made(String address, Path folder, Cost cost, Map<String, String> data) {}

    Made get(String name, Record settings, long seed, Trial.Maker make, Runnable waiting) throws Exception {
        var address = address(name, settings, seed);
        var folder = root.resolve(address);
        var receipt = root.resolve(address + ".json");
        if (Files.exists(receipt)) {
            return made(address, folder, receipt);
        }
        Files.createDirectories(root);
        try (var channel = FileChannel.open(
                root.resolve(address + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (channel.tryLock() == null) {
                waiting.run();
                LockSupport.parkNanos(WAIT_NANOS);
            }
            if (!Files.exists(receipt)) {
                make(folder, receipt, address, make);
            }
        }
        return made(address, folder, receipt);
    }

    private void make(Path folder, Path receipt, String address, Trial.Maker make) throws Exception {
        var part = root.resolve(address + ".part");
        // Left by a process that was killed: we hold its lock, so nobody is in there.
        Folders.delete(part);
        Folders.delete(folder);
        Files.createDirectory(part);
        var meter = Meter.start();
        make.make(part);
        var cost = meter.stop();
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        var receiptPart = root.resolve(address + ".json.part");
        try (var out = Files.newOutputStream(receiptPart)) {
            Wire.fields(cost).with(DATA, data.get()).write(out);
        }
        Files.move(receiptPart, receipt, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Made made(String address, Path folder, Path receipt) throws IOException {
        var fields = Fields.parse(Files.readString(receipt))
                .orElseThrow(() ->
                        new IOException("The receipt " + receipt + " is damaged: delete it to make the work again."));
        return new Made(
                address,
                folder,
                Wire.cost(fields),
                fields.has(DATA) ? fields.object(DATA).textMap() : Map.of());
    }

    private String address(String name, Record settings, long seed) {
        return new Hash()
                .add(sourceHash)
                .add(name)
                .add(settings.getClass().getName())
                .add(Fields.of(settings).text())
                .add(Long.toString(seed))
                .hex();
    }
}
