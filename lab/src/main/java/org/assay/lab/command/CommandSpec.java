package org.assay.lab.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assay.lab.Change;
import org.assay.lab.LabException;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.PlanBuilder;
import org.assay.lab.Scale;
import org.assay.lab.Trial;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A study that wraps a command, as its YAML file describes it. */
public final class CommandSpec {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern TIME = Pattern.compile("(\\d+) ?(s|min|m|h)");
    private static final List<String> PLACES = List.of("arm", "seed", "out", "checkpoints");
    /** A place for the plan's device, unless a setting bears the name. */
    static final String DEVICE = "device";

    private static final Duration STALL = Duration.ofMinutes(10);

    private final Sheet sheet;
    private final Path folder;
    private final List<Template> command;
    private final Map<String, Template> environment = new LinkedHashMap<>();
    private final MetricSource metrics;

    private CommandSpec(Sheet sheet, Path folder) {
        this.sheet = sheet.only(
                "id",
                "question",
                "family",
                "paper",
                "command",
                "folder",
                "environment",
                "files",
                "settings",
                "scales",
                "arms",
                "exploratory",
                "looks",
                "tune",
                "threads",
                "device",
                "alone",
                "timeout",
                "metrics",
                "claims",
                "deviations");
        this.folder = folder.resolve(sheet.text("folder", ".")).normalize();
        var names = new ArrayList<>(PLACES);
        names.addAll(settings().keySet());
        names.add(DEVICE);
        this.command = sheet.texts("command").stream().map(Template::new).toList();
        if (command.isEmpty()) {
            throw new LabException(sheet.place() + " lacks the entry command: a list, the program first.");
        }
        command.forEach(word -> word.check("The command of " + sheet.place(), names));
        sheet.sheet("environment").values().forEach((name, value) -> {
            var template = new Template(value.toString());
            template.check("Environment variable " + name + " of " + sheet.place(), names);
            environment.put(name, template);
        });
        this.metrics = MetricSource.of(sheet, names);
    }

    /**
     * Reads a description.
     *
     * @param text YAML
     * @param place how messages call it, usually the file
     * @param folder the folder the file lies in
     */
    public static CommandSpec parse(String text, String place, Path folder) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            return new CommandSpec(Sheet.of(place, yaml.load(text)), folder);
        } catch (MarkedYAMLException e) {
            throw new LabException(
                    place + ", line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem() + ".", e);
        }
    }

    public String id() {
        var id = sheet.text("id");
        if (!ID.matcher(id).matches()) {
            throw new LabException("The id " + id + " of " + sheet.place()
                    + " must be small letters, digits and hyphens, a letter first.");
        }
        return id;
    }

    public String question() {
        return sheet.text("question");
    }

    public String family() {
        return sheet.text("family", "own");
    }

    public List<String> deviations() {
        return sheet.texts("deviations");
    }

    public List<Paper> papers() {
        if (!sheet.has("paper")) {
            return List.of();
        }
        var paper = sheet.sheet("paper").only("title", "authors", "venue", "id");
        return List.of(new Paper(paper.text("title"), paper.texts("authors"), paper.text("venue"), paper.text("id")));
    }

    /** The paper's settings: whole numbers, numbers, booleans and strings by name. */
    Map<String, Object> settings() {
        var settings = sheet.sheet("settings").values();
        settings.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || PLACES.contains(name)) {
                throw new LabException("A setting of " + sheet.place() + " is called " + name
                        + "; a name is letters, digits and _, a letter first, and none of " + String.join(", ", PLACES)
                        + ".");
            }
            if (!(value instanceof Number || value instanceof Boolean || value instanceof String)) {
                throw new LabException(
                        "Setting " + name + " of " + sheet.place() + " must be a number, true or false, or a string.");
            }
        });
        return settings;
    }

    /** The program's own files: words of the command that name a file, and those listed under {@code files}. */
    List<Path> files() {
        var words = new ArrayList<>(command.stream().map(Template::text).toList());
        words.addAll(sheet.texts("files"));
        return words.stream()
                .filter(word -> !word.isBlank() && !word.contains("{"))
                .map(folder::resolve)
                .filter(java.nio.file.Files::isRegularFile)
                .distinct()
                .toList();
    }

    /** The plan over a settings record whose components are {@link #settings}. */
    public <S extends Record> Plan<S> plan(S base) {
        var plan = Plan.of(base);
        var scales = sheet.sheet("scales").only("smoke", "laptop", "paper");
        for (var scale : scales.values().keySet()) {
            plan = plan.at(Scale.valueOf(scale.toUpperCase(Locale.ROOT)), changes(scales.sheet(scale)));
        }
        var arms = sheet.sheet("arms");
        for (var arm : names(arms, "arms")) {
            plan = plan.arm(arm, changes(arms.sheet(arm)));
        }
        var exploratory = sheet.sheet("exploratory");
        for (var arm : names(exploratory, "exploratory")) {
            plan = plan.exploratory(arm, changes(exploratory.sheet(arm)));
        }
        if (sheet.has("looks")) {
            plan = plan.looks(sheet.texts("looks").stream().map(this::whole).toArray(Integer[]::new));
        }
        plan = tuned(plan);
        plan = plan.device(device());
        if (sheet.flag("alone", false)) {
            plan = plan.alone();
        }
        plan = plan.threads(threads()).timeout(sheet.has("timeout") ? time(sheet.text("timeout")) : STALL);
        for (var claim : sheet.sheets("claims")) {
            plan = ClaimReader.add(plan, claim);
        }
        return plan.build();
    }

    private <S extends Record> PlanBuilder<S> tuned(PlanBuilder<S> plan) {
        if (!sheet.has("tune")) {
            return plan;
        }
        var tune = sheet.sheet("tune").only("settings", "lowest", "highest", "seeds", "arms");
        var values = tune.sheet("settings");
        if (values.names().isEmpty() || tune.has("lowest") == tune.has("highest")) {
            throw new LabException(
                    tune.place()
                            + " needs settings, each with a list of values, and the cell that decides: either lowest or highest.");
        }
        var first = values.names().getFirst();
        var tuning = plan.tune(first, values.list(first).toArray());
        for (var setting : values.names().subList(1, values.names().size())) {
            tuning = tuning.and(setting, values.list(setting).toArray());
        }
        tuning = tuning.arms(tune.texts("arms").toArray(String[]::new));
        if (tune.has("seeds")) {
            tuning = tuning.onSeeds(whole(tune.text("seeds")));
        }
        return tune.has("lowest") ? tuning.lowest(tune.text("lowest")) : tuning.highest(tune.text("highest"));
    }

    /** Names of arms; an arm without changes may stand with nothing behind it. */
    private List<String> names(Sheet arms, String entry) {
        return sheet.has(entry) ? List.copyOf(arms.names()) : List.of();
    }

    private static Change[] changes(Sheet changes) {
        return changes.values().entrySet().stream()
                .map(c -> Change.set(c.getKey(), c.getValue()))
                .toArray(Change[]::new);
    }

    private Integer whole(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new LabException(
                    sheet.place() + " needs whole numbers for looks, seeds and threads, not " + text + ".", e);
        }
    }

    int threads() {
        return sheet.has("threads") ? whole(sheet.text("threads")) : 1;
    }

    String device() {
        return sheet.text(DEVICE, "cpu");
    }

    private Duration time(String text) {
        var matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new LabException("Entry timeout of " + sheet.place()
                    + " must be a time such as 90s, 10min or 2h, not " + text + ".");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    /** One trial: runs the command and reports what it measures. */
    public <S extends Record> void run(Trial<S> trial) throws Exception {
        new CommandRun(this, trial).run();
    }

    Path folder() {
        return folder;
    }

    List<Template> command() {
        return command;
    }

    Map<String, Template> environment() {
        return environment;
    }

    MetricSource metrics() {
        return metrics;
    }
}
