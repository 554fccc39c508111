package org.assay.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.cli.Screen.Tone;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.RunListener;

/** What a user sees of a run: the plan, then progress, then what each look has shown. */
final class RunView implements RunListener, AutoCloseable {

    private static final int METRICS_IN_A_LINE = 3;

    private final Screen screen;
    private final Progress progress = new Progress(System::nanoTime);
    private Optional<Board> board = Optional.empty();
    private int looks;

    RunView(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void planned(RunRecord plan, int trialsAtMost, int resumed, Optional<Duration> estimate) {
        looks = PlanSheet.of(plan).looks().size();
        if (resumed > 0) {
            entry(
                    "goes on",
                    plan.run() + ", " + resumed + " of at most " + Text.count(trialsAtMost, "trial") + " done");
        } else {
            entry("run", plan.run());
        }
        entry(
                "work",
                Text.count(trialsAtMost - resumed, "trial") + " at most on "
                        + Text.count(plan.environment().workers(), "worker")
                        + estimate.map(time -> ", " + Durations.about(time)).orElse(", time not known yet"));
        say("");
        synchronized (progress) {
            progress.planned(resumed, trialsAtMost, estimate);
        }
    }

    @Override
    public void started(int worker, String arm, long seed, int attempt) {
        if (board.isEmpty()) {
            board = Optional.of(Board.on(screen, progress));
        }
        synchronized (progress) {
            progress.started(worker, arm, seed, attempt);
        }
    }

    @Override
    public void progress(int worker, double fraction) {
        synchronized (progress) {
            progress.at(worker, fraction);
        }
    }

    @Override
    public void finished(int worker, TrialRecord trial, int done, int total, Optional<Duration> left) {
        synchronized (progress) {
            progress.idle(worker);
            progress.planned(done, total, left);
        }
        if (trial.status() == TrialStatus.DONE) {
            board.ifPresent(b -> b.ended(done(trial)));
        }
    }

    private static String done(TrialRecord trial) {
        var metrics = trial.metrics().entrySet().stream()
                .limit(METRICS_IN_A_LINE)
                .map(RunView::metric)
                .collect(Collectors.joining(", "));
        var time =
                Durations.text(Duration.ofMillis(Math.round(1000 * trial.cost().wallSeconds())));
        return trial.arm() + ", seed " + trial.seed() + ": " + time + (metrics.isEmpty() ? "" : " (" + metrics + ")");
    }

    private static String metric(Map.Entry<String, Double> metric) {
        return metric.getKey() + " " + Numbers.three(metric.getValue());
    }

    @Override
    public void attemptFailed(int worker, String arm, long seed, String cause, boolean again, String reproduce) {
        synchronized (progress) {
            progress.idle(worker);
        }
        say(screen.paint(again ? Tone.DOUBTFUL : Tone.BAD, again ? "tried again: " : "failed: ") + arm + ", seed "
                + seed + ": " + cause);
        if (!again) {
            say("  to see it alone: " + reproduce);
        }
    }

    @Override
    public void judged(int look, List<ClaimRecord> claims) {
        if (looks > 1) {
            var seeds = claims.stream().mapToInt(ClaimRecord::seeds).max().orElse(0);
            say(String.format(
                    Locale.ROOT, "look %d of %d, %d seeds: %s", look, looks, seeds, VerdictText.counts(claims)));
        }
    }

    @Override
    public void note(String sentence) {
        Text.wrap(sentence, screen.width()).forEach(this::say);
    }

    private void entry(String label, String text) {
        PlanText.entries(screen, label, text).forEach(this::say);
    }

    private void say(String line) {
        board.ifPresentOrElse(b -> b.line(line), () -> screen.line(line));
    }

    @Override
    public void close() {
        board.ifPresent(Board::close);
    }
}
