package org.assay.data.catalogue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.assay.data.format.DataException;

/**
 * The cache of data sets on this machine: {@code $ASSAY_CACHE/data}, or the user's cache folder. What is missing comes
 * from {@code $ASSAY_MIRROR} (a folder or an address that holds {@code <id>/<path>}), else from the official address.
 * A file is installed whole and verified, or not at all; processes that want the same set wait for each other.
 */
public final class Store {
    private final Path root;
    private final String mirror;
    private final Downloader downloader;

    /** How much of a data set is in the cache. */
    public enum Status {
        ABSENT,
        INCOMPLETE,
        PRESENT
    }

    Store(Path root, String mirror, Downloader downloader) {
        this.root = root;
        this.mirror = mirror;
        this.downloader = downloader;
    }

    /** The store that the environment names, silent. */
    public static Store standard() {
        return of(System.getenv(), Progress.none());
    }

    public static Store of(Map<String, String> environment, Progress progress) {
        return new Store(
                cache(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")))
                        .resolve("data"),
                environment.getOrDefault("ASSAY_MIRROR", ""),
                new Downloader(Downloader.Settings.STANDARD, progress));
    }

    static Path cache(Map<String, String> environment, String system, Path home) {
        var named = environment.getOrDefault("ASSAY_CACHE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Caches/assay");
        }
        if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
            var local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? home.resolve("AppData/Local") : Path.of(local)).resolve("assay/cache");
        }
        var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg)).resolve("assay");
    }

    /** The set's folder in the cache, there or not. */
    public Path folder(DataSet set) {
        return root.resolve(set.id());
    }

    /** By the files' names and sizes. */
    public Status status(DataSet set) {
        if (set.editions().stream().anyMatch(edition -> complete(set, edition))) {
            return Status.PRESENT;
        }
        boolean some = set.editions().stream()
                .flatMap(edition -> edition.files().stream())
                .anyMatch(file -> Files.exists(folder(set).resolve(file.path())));
        return some ? Status.INCOMPLETE : Status.ABSENT;
    }

    /** A copy of the set: the one in the cache, else one from the mirror, else from the official address. */
    public Copy fetch(DataSet set) {
        return cached(set).orElseGet(() -> locked(set, () -> cached(set).orElseGet(() -> install(set))));
    }

    /** As {@link #fetch}, after files in the cache whose checksum is wrong have been removed. */
    public Copy repair(DataSet set) {
        return locked(set, () -> {
            for (var edition : set.editions()) {
                for (var file : edition.files()) {
                    var path = folder(set).resolve(file.path());
                    if (Files.exists(path) && !valid(file, path)) {
                        Files.delete(path);
                    }
                }
            }
            return cached(set).orElseGet(() -> install(set));
        });
    }

    private Optional<Copy> cached(DataSet set) {
        return set.editions().stream()
                .filter(edition -> complete(set, edition))
                .findFirst()
                .map(edition -> new Copy(set, edition, folder(set)));
    }

    private boolean complete(DataSet set, Edition edition) {
        return edition.files().stream()
                .allMatch(file -> hasSize(file, folder(set).resolve(file.path())));
    }

    private static boolean hasSize(DataFile file, Path path) {
        try {
            return Files.isRegularFile(path) && (file.bytes() < 0 || Files.size(path) == file.bytes());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean valid(DataFile file, Path path) throws IOException {
        return hasSize(file, path)
                && (file.sha256().isEmpty() || Checksums.sha256(path).equals(file.sha256()));
    }

    private interface Work {
        Copy run() throws IOException;
    }

    private Copy locked(DataSet set, Work work) {
        try (var _ = FolderLock.on(root.resolve(set.id() + ".lock"))) {
            return work.run();
        } catch (IOException e) {
            throw new DataException(
                    "the cache " + root + " cannot be used for " + set.id() + " (" + e.getMessage() + ")", e);
        }
    }

    /** A copy from the cache or the mirror, without asking the official address. */
    public Optional<Copy> local(DataSet set) {
        return cached(set).or(() -> {
            if (mirror.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(locked(
                        set,
                        () -> cached(set)
                                .or(() -> installFromMirror(set, new ArrayList<>()))
                                .orElseThrow(NoSuchElementException::new)));
            } catch (NoSuchElementException e) {
                return Optional.empty();
            }
        });
    }

    private Optional<Copy> installFromMirror(DataSet set, List<String> problems) {
        for (var edition : set.editions()) {
            if (tryInstall(set, edition, problems, this::fromMirror)) {
                return Optional.of(new Copy(set, edition, folder(set)));
            }
        }
        return Optional.empty();
    }

    private Copy install(DataSet set) {
        var problems = new ArrayList<String>();
        if (!mirror.isEmpty()) {
            var copy = installFromMirror(set, problems);
            if (copy.isPresent()) {
                return copy.get();
            }
            problems.add("the mirror " + mirror + " holds no complete " + set.id());
        }
        for (var edition : set.editions()) {
            if (edition.published() && tryInstall(set, edition, problems, Store::official)) {
                return new Copy(set, edition, folder(set));
            }
        }
        if (set.editions().stream().noneMatch(Edition::published)) {
            problems.add("it has no address to download it from: set ASSAY_MIRROR to a folder or address that holds "
                    + set.id() + "/"
                    + set.editions().getFirst().files().getFirst().path());
        }
        throw new DataException("the data set " + set.id() + " cannot be had: " + String.join("; ", problems)
                + " (home page " + set.home() + ")");
    }

    private interface Addresses {
        List<URI> of(DataSet set, DataFile file);
    }

    private boolean tryInstall(DataSet set, Edition edition, List<String> problems, Addresses addresses) {
        for (var file : edition.files()) {
            var target = folder(set).resolve(file.path());
            if (hasSize(file, target)) {
                continue;
            }
            var failed = new ArrayList<String>();
            if (addresses.of(set, file).stream().noneMatch(address -> installed(file, address, target, failed))) {
                problems.addAll(failed);
                return false;
            }
        }
        return true;
    }

    private List<URI> fromMirror(DataSet set, DataFile file) {
        if (mirror.startsWith("http://") || mirror.startsWith("https://")) {
            return List.of(URI.create((mirror.endsWith("/") ? mirror : mirror + "/") + set.id() + "/" + file.path()));
        }
        var path = Path.of(mirror, set.id(), file.path());
        return Files.isRegularFile(path) ? List.of(path.toUri()) : List.of();
    }

    private static List<URI> official(DataSet set, DataFile file) {
        return file.at();
    }

    private boolean installed(DataFile file, URI address, Path target, List<String> failed) {
        var partial = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            boolean packed = address.getPath().endsWith(".gz") && !file.path().endsWith(".gz");
            if (address.getScheme().equals("file")) {
                Files.copy(Path.of(address), partial, StandardCopyOption.REPLACE_EXISTING);
            } else if (packed) {
                var gz = target.resolveSibling(target.getFileName() + ".gz.part");
                downloader.fetch(address, gz, DataFile.UNKNOWN);
                unpack(gz, partial);
            } else {
                downloader.fetch(address, partial, file.bytes());
            }
            verify(file, address, partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            failed.add(e.getMessage());
            return false;
        }
    }

    private static void unpack(Path gz, Path partial) throws IOException {
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(gz)), 1 << 16)) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.delete(gz);
        }
    }

    private static void verify(DataFile file, URI address, Path partial) throws IOException {
        long size = Files.size(partial);
        var actual = Checksums.sha256(partial);
        if (file.bytes() >= 0 && size != file.bytes()) {
            Files.delete(partial);
            throw new IOException(file.path() + " from " + address + " has " + size + " bytes where " + file.bytes()
                    + " were expected and is refused");
        }
        if (!file.sha256().isEmpty() && !file.sha256().equals(actual)) {
            Files.delete(partial);
            throw new IOException(file.path() + " from " + address + " has the SHA-256 " + actual + " where "
                    + file.sha256() + " was expected and is refused");
        }
    }
}
