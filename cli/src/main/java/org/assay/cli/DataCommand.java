package org.assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.assay.cli.Screen.Tone;
import org.assay.data.Inventory;
import org.assay.data.catalogue.Catalogue;
import org.assay.data.catalogue.Copy;
import org.assay.data.catalogue.DataFile;
import org.assay.data.catalogue.DataSet;
import org.assay.data.catalogue.Progress;
import org.assay.data.catalogue.Store;
import org.assay.data.format.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "data",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, fetch and check the data sets, and say where they lie.",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            DataCommand.ListSets.class,
            DataCommand.Get.class,
            DataCommand.Check.class,
            DataCommand.Where.class
        })
final class DataCommand implements Runnable {

    @Mixin
    HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The ids, for who completes them. */
    static final class Ids extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Ids() {
            super(Catalogue.all().stream().map(DataSet::id).toList());
        }
    }

    @Command(name = "list", sortOptions = false, description = "List the data sets and what of them is in the cache.")
    static final class ListSets implements Callable<Integer> {
        private final Io io;

        @Mixin
        JsonOption json = new JsonOption();

        @Mixin
        HelpOption help = new HelpOption();

        ListSets(Io io) {
            this.io = io;
        }

        @Override
        public Integer call() {
            var entries = inventory(io).list();
            if (json.json) {
                io.out().raw(Json.text(entries));
                return Exit.OK;
            }
            var table = new Table("data set", "status", "items", "size", "what it is");
            for (var entry : entries) {
                var set = Catalogue.of(entry.id());
                table.row(entry.id(), entry.status(), Long.toString(entry.items()), size(set), set.title());
            }
            table.lines(io.out()).forEach(io.out()::line);
            return Exit.OK;
        }

        /** Of the files that would be fetched; a dash where the source does not say. */
        private static String size(DataSet set) {
            var sizes = set.editions().getFirst().files().stream()
                    .mapToLong(DataFile::bytes)
                    .toArray();
            long sum = 0;
            for (long bytes : sizes) {
                if (bytes < 0) {
                    return "-";
                }
                sum += bytes;
            }
            return Numbers.bytes(sum);
        }
    }

    @Command(
            name = "get",
            sortOptions = false,
            description = "Fetch data sets into the cache: from ASSAY_MIRROR, else from where they are published. "
                    + "What is there already is checked, and replaced where it is damaged.")
    static final class Get implements Callable<Integer> {
        private final Io io;

        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                completionCandidates = Ids.class,
                description = "Data sets to fetch.")
        List<String> ids = List.of();

        @Mixin
        JsonOption json = new JsonOption();

        @Mixin
        HelpOption help = new HelpOption();

        Get(Io io) {
            this.io = io;
        }

        @Override
        public Integer call() {
            known(ids);
            var inventory = inventory(io);
            var got = new ArrayList<Map<String, String>>();
            for (var id : ids) {
                var copy = told(() -> inventory.get(id));
                got.add(Map.of("id", id, "edition", copy.edition().name(), "path", io.shown(copy.folder())));
                json.screen(io).line(id + " is in " + io.shown(copy.folder()));
                unvouched(copy).ifPresent(json.screen(io)::line);
            }
            if (json.json) {
                io.out().raw(Json.text(got));
            }
            return Exit.OK;
        }

        /** Files that came as they came: nobody publishes their checksum, and no content hash vouches for the whole. */
        private static Optional<String> unvouched(Copy copy) {
            var files = copy.set().contentHash().isEmpty()
                    ? copy.edition().files().stream()
                            .filter(file -> file.sha256().isEmpty())
                            .map(DataFile::path)
                            .toList()
                    : List.<String>of();
            return files.isEmpty()
                    ? Optional.empty()
                    : Optional.of("No checksum is known of " + String.join(", ", files)
                            + ": what came could not be compared with anything.");
        }
    }

    @Command(
            name = "check",
            sortOptions = false,
            description = "Read data sets that are in the cache or in a mirror, all of them or those that are named, "
                    + "and compare every file's checksum, the number of items and the content with the catalogue. "
                    + "Nothing is fetched from elsewhere.")
    static final class Check implements Callable<Integer> {
        private static final int STATUS = 9;

        private final Io io;

        @Parameters(
                paramLabel = "ID",
                arity = "0..*",
                completionCandidates = Ids.class,
                description = "Data sets to check; without any, all that are there.")
        List<String> ids = List.of();

        @Mixin
        JsonOption json = new JsonOption();

        @Mixin
        HelpOption help = new HelpOption();

        Check(Io io) {
            this.io = io;
        }

        @Override
        public Integer call() {
            known(ids);
            var inventory = inventory(io);
            var asked = ids.isEmpty() ? new Ids() : ids;
            var entries = new ArrayList<Inventory.Entry>();
            for (var id : asked) {
                var entry = inventory.check(id);
                entries.add(entry);
                print(entry);
            }
            if (json.json) {
                io.out().raw(Json.text(entries));
            }
            // A set that is named is to be vouched for; without names the check is of what there is.
            return entries.stream()
                            .anyMatch(entry -> entry.failed()
                                    || (!ids.isEmpty() && entry.status().equals("absent")))
                    ? Exit.FAILED
                    : Exit.OK;
        }

        private void print(Inventory.Entry entry) {
            var screen = json.screen(io);
            var tone = switch (entry.status()) {
                case "ok" -> Tone.GOOD;
                case "damaged" -> Tone.BAD;
                default -> Tone.FAINT;
            };
            var status = screen.paint(tone, Text.pad(entry.status(), STATUS));
            var what = entry.problem().isEmpty() ? "" : ": " + Misreading.ended(entry.problem());
            screen.line(status + entry.id() + what);
        }
    }

    @Command(name = "path", sortOptions = false, description = "Print the folder of a data set in the cache.")
    static final class Where implements Callable<Integer> {
        private final Io io;

        @Parameters(paramLabel = "ID", completionCandidates = Ids.class, description = "The data set.")
        String id = "";

        @Mixin
        JsonOption json = new JsonOption();

        @Mixin
        HelpOption help = new HelpOption();

        Where(Io io) {
            this.io = io;
        }

        @Override
        public Integer call() {
            known(List.of(id));
            var path = told(() -> inventory(io).path(id)).toString();
            if (json.json) {
                io.out().raw(Json.text(Map.of("id", id, "path", path)));
            } else {
                io.out().line(path);
            }
            return Exit.OK;
        }
    }

    private static Inventory inventory(Io io) {
        var err = io.err();
        return new Inventory(Store.of(io.environment(), err.terminal() ? Progress.bar(err.stream()) : Progress.none()));
    }

    private static void known(List<String> ids) {
        for (var id : ids) {
            try {
                Catalogue.of(id);
            } catch (DataException e) {
                throw Failure.usage(Misreading.ended(String.valueOf(e.getMessage())));
            }
        }
    }

    private static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataException e) {
            throw Failure.machine(Misreading.ended(String.valueOf(e.getMessage())));
        }
    }
}
