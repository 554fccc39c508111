package org.assay.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.lab.store.Series;
import org.assay.report.plot.Downsample;

/** The curves of a run's trials, thinned to what a drawing can show; those of finished trials are read once. */
final class Curves {

    /** More points than a wide drawing has pixels across. */
    static final int POINTS = 1000;

    private static final int GRID = 400;
    private static final int REMEMBERED = 200;

    private final Map<List<Object>, Arm> finished = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Arm> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Finite points with increasing x. */
    @SuppressWarnings("ArrayRecordComponent") // drawn, never compared
    record Curve(double[] x, double[] y) {
        int size() {
            return x.length;
        }
    }

    /**
     * A series of one arm.
     *
     * @param done one curve a finished trial
     * @param live one curve a trial at work
     * @param mean over the finished trials where all of them have values; from two on
     */
    record Arm(String name, List<Curve> done, List<Curve> live, Optional<Curve> mean) {
        boolean empty() {
            return done.isEmpty() && live.isEmpty();
        }
    }

    /** @param series its name */
    synchronized Arm of(RunState run, String arm, String series) {
        var seeds = run.done(arm).stream().map(trial -> trial.seed()).toList();
        var key = List.<Object>of(run.record().run(), run.record().planned(), arm, series, seeds);
        var stored = finished.computeIfAbsent(key, _ -> {
            var whole = seeds.stream()
                    .flatMap(seed -> run.data().series(arm, seed, series).stream())
                    .map(Curves::clean)
                    .filter(curve -> curve.size() > 0)
                    .toList();
            return new Arm(arm, whole.stream().map(Curves::thin).toList(), List.of(), mean(whole));
        });
        var live = run.live().stream()
                .filter(trial -> trial.arm().equals(arm))
                .flatMap(trial -> Optional.ofNullable(trial.series().get(series)).stream())
                .map(Curves::clean)
                .filter(curve -> curve.size() > 0)
                .map(Curves::thin)
                .toList();
        return new Arm(arm, stored.done(), live, stored.mean());
    }

    /** The curve of one trial, at work or done; empty if it has none of that name. */
    static Optional<Curve> of(RunState run, String arm, long seed, String series) {
        return run.live(arm, seed)
                .map(trial -> Optional.ofNullable(trial.series().get(series)))
                .orElseGet(() -> run.data().series(arm, seed, series))
                .map(Curves::clean)
                .filter(curve -> curve.size() > 0)
                .map(Curves::thin);
    }

    /** Without points that are not finite, by x, the last report of several at one x. */
    static Curve clean(Series series) {
        var x = series.x();
        var y = series.y();
        var order = IntStream.range(0, x.length)
                .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .toArray();
        boolean increasing = IntStream.range(1, order.length).allMatch(i -> x[order[i - 1]] < x[order[i]]);
        if (!increasing) {
            var sorted = Arrays.stream(order)
                    .boxed()
                    .sorted((a, b) -> Double.compare(x[a], x[b]))
                    .toList();
            var last = new ArrayList<Integer>();
            for (int i : sorted) {
                if (!last.isEmpty() && x[last.getLast()] == x[i]) {
                    last.removeLast();
                }
                last.add(i);
            }
            return pick(x, y, last.stream().mapToInt(i -> i).toArray());
        }
        return order.length == x.length ? new Curve(x, y) : pick(x, y, order);
    }

    private static Curve thin(Curve curve) {
        return curve.size() <= POINTS
                ? curve
                : pick(curve.x(), curve.y(), Downsample.largestTriangles(curve.x(), curve.y(), POINTS));
    }

    private static Curve pick(double[] x, double[] y, int[] at) {
        return new Curve(
                IntStream.of(at).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(at).mapToDouble(i -> y[i]).toArray());
    }

    /** Point by point where all report at the same places, else between their points on a grid over what they share. */
    static Optional<Curve> mean(List<Curve> curves) {
        if (curves.size() < 2) {
            return Optional.empty();
        }
        var first = curves.getFirst().x();
        boolean same = curves.stream().allMatch(curve -> Arrays.equals(curve.x(), first));
        double[] grid = same ? first : shared(curves);
        if (grid.length == 0) {
            return Optional.empty();
        }
        var mean = new double[grid.length];
        for (var curve : curves) {
            for (int i = 0; i < grid.length; i++) {
                mean[i] += (same ? curve.y()[i] : value(curve, grid[i])) / curves.size();
            }
        }
        return Optional.of(thin(new Curve(grid, mean)));
    }

    private static double[] shared(List<Curve> curves) {
        double from = curves.stream().mapToDouble(curve -> curve.x()[0]).max().orElseThrow();
        double to = curves.stream()
                .mapToDouble(curve -> curve.x()[curve.size() - 1])
                .min()
                .orElseThrow();
        return from >= to
                ? new double[0]
                : IntStream.range(0, GRID)
                        .mapToDouble(i -> i == GRID - 1 ? to : from + i * (to - from) / (GRID - 1))
                        .toArray();
    }

    private static double value(Curve curve, double at) {
        int i = Arrays.binarySearch(curve.x(), at);
        if (i >= 0) {
            return curve.y()[i];
        }
        int right = Math.clamp(-i - 1, 1, curve.size() - 1);
        double share = (at - curve.x()[right - 1]) / (curve.x()[right] - curve.x()[right - 1]);
        return curve.y()[right - 1] + share * (curve.y()[right] - curve.y()[right - 1]);
    }
}
