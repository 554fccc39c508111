package org.assay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.lab.Change;
import org.assay.lab.Plan;
import org.assay.lab.PlanException;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest;
import org.assay.lab.run.Studies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        sortOptions = false,
        description = "Run a study to its verdicts and its report.",
        footerHeading = "%n",
        footer = {
            "A run that was interrupted goes on where it stopped when the same command is given again.",
            "A study of your own is one Java file: 'assay new MyStudy' writes one, 'assay run MyStudy.java' runs it.",
            "A program in any language is a study by a YAML file: see examples/ and 'assay run study.yaml'.",
            "A smoke run takes two seeds, and one of exploratory arms, unless --seeds or --pilot asks for others."
        })
final class RunCommand implements Callable<Integer> {

    private static final int SMOKE_SEEDS = 2;

    private final Io io;

    @Parameters(paramLabel = "STUDY", description = StudyArgument.DESCRIPTION)
    @SuppressWarnings("NullAway.Init")
    String study;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "laptop",
            converter = ScaleName.class,
            completionCandidates = ScaleName.class,
            description = "smoke (seconds, shows that it runs), laptop (minutes, the default) or paper (as published).")
    @SuppressWarnings("NullAway.Init")
    Scale scale;

    @Option(
            names = "--seeds",
            paramLabel = "N[,N...]",
            split = ",",
            description = "Judge after these numbers of seeds rather than after the plan's: 3, or 5,8,12. No more than"
                    + " the plan has are the plan's own first ones; more are fresh ones, numbered from 1001.")
    List<Integer> seeds = List.of();

    @Option(
            names = "--pilot",
            paramLabel = "N",
            description =
                    "Run N seeds kept for pilots, which no plan uses, and judge once: to see whether a plan learns, what it costs"
                            + " and how it spreads before it is fixed.")
    @Nullable
    Integer pilot;

    @Option(
            names = "--arms",
            paramLabel = "ARM[,ARM...]",
            description =
                    "Run these arms only; 'wd=*' takes all that begin so. Claims that need another arm are not testable.")
    @Nullable
    String arms;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a setting of every arm; may be given again. 'assay show STUDY' lists the settings.")
    List<String> settings = List.of();

    @Option(names = "--workers", paramLabel = "N", description = "Trials at once (default: one a core).")
    int workers;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = Budget.class,
            description = "Stop in time and judge at the last complete look: 90s, 5m, 1h30m.")
    @Nullable
    Duration budget;

    @Option(names = "--fresh", description = "Begin a new run even if this plan has one.")
    boolean fresh;

    @Option(names = "--dry-run", description = "Print the plan and stop.")
    boolean dryRun;

    @Option(
            names = "--plan",
            paramLabel = "NAME",
            description = "The study's second plan; in the catalogue it also stands as STUDY-NAME.")
    @Nullable
    String second;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Mixin
    HelpOption help = new HelpOption();

    RunCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        if (workers < 0) {
            throw Failure.usage("--workers is a number of at least 1, not " + workers + ".");
        }
        if (pilot != null && !seeds.isEmpty()) {
            throw Failure.usage("--pilot and --seeds both say how many seeds run: give one of them.");
        }
        var ref = StudyArgument.ref(study, second, runs.in(io), io);
        var found = Studies.find(ref);
        var planned = found.plan();
        var chosen = arms == null ? List.<String>of() : ArmNames.choose(arms, planned);
        var asked = new RunRequest(
                ref,
                scale,
                looks(planned.with(Optional.empty(), chosen, List.of())),
                chosen,
                changes(),
                workers,
                Optional.ofNullable(budget),
                fresh);
        var request = pilot == null ? asked : asked.asPilot();
        var plan = request.of(planned);
        var sheet = PlanSheet.of(found, plan, scale);
        var screen = json.screen(io);
        if (!(json.json && dryRun)) {
            PlanText.lines(sheet, screen).forEach(screen::line);
        }
        if (dryRun) {
            return dry(found, plan, sheet);
        }
        return new Session(io, runs.in(io), json).run((laboratory, listener) -> laboratory.run(request, listener));
    }

    /** A smoke run shows that a study runs and learns, and that two seeds differ; exploratory arms, which run the first look's, have one. */
    private Optional<List<Integer>> looks(Plan<?> planned) {
        if (pilot != null) {
            return Optional.of(List.of(pilot));
        }
        if (!seeds.isEmpty()) {
            return Optional.of(seeds);
        }
        if (scale != Scale.SMOKE) {
            return Optional.empty();
        }
        int most = Math.min(SMOKE_SEEDS, planned.looks().getLast());
        boolean explores = planned.arms().stream().anyMatch(planned::exploratory);
        return Optional.of(explores && most > 1 ? List.of(1, most) : List.of(most));
    }

    private int dry(Study<?> found, Plan<?> plan, PlanSheet sheet) {
        var dryRun = DryRun.of(sheet, plan, Recorded.in(io).find(found.id()), workers);
        if (json.json) {
            io.out().raw(Json.text(dryRun));
        } else {
            dryRun.lines(io.out()).forEach(io.out()::line);
        }
        return Exit.OK;
    }

    private List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank()) {
                throw new PlanException("--set takes NAME=VALUE, not '" + setting + "'.");
            }
            changes.add(Change.set(parts[0].strip(), parts[1].strip()));
        }
        return changes;
    }
}
