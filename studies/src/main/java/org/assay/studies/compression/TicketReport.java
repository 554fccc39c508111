package org.assay.studies.compression;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.assay.lab.Trial;
import org.assay.studies.compression.LotteryTicket.Setup;
import org.assay.studies.compression.LotteryTicket.Start;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;

/** What a trial reports of its trainings, round by round. */
final class TicketReport {

    /** Points of accuracy below the dense network that still count as as good. */
    private static final double TOLERATED = 0.2;

    private static final int SPARSEST_RANKED = 9;
    private static final int DENSEST_RANKED = 3;

    /** Rounds whose courses are drawn, and of the common grid on which the last good one is found. */
    private static final Map<Integer, String> DRAWN =
            Map.of(0, "100 % left", 3, "51 % left", 7, "21 % left", 12, "7 % left", 15, "4 % left");

    private static final Map<Integer, String> PICTURED = Map.of(3, "51 % left", 7, "21 % left", 13, "5 % left");
    private static final Set<Integer> GRID = Set.of(3, 7, 10, 12);

    private final Trial<Setup> trial;
    private final Setup s;
    private final Tickets tickets;
    private final NavigableMap<Integer, Course> courses = new TreeMap<>();

    TicketReport(Trial<Setup> trial, Tickets tickets) {
        this.trial = trial;
        this.s = trial.setting();
        this.tickets = tickets;
    }

    /** Takes the training of round r in. */
    void add(int r, Course course) throws Exception {
        courses.put(r, course);
        trial.metric("early_stop@r=" + r, course.earlyStop());
        trial.metric("censored@r=" + r, course.censored() ? 1 : 0);
        trial.metric("test_accuracy@r=" + r, course.testAccuracy());
        trial.metric("validation_accuracy@r=" + r, course.validationAccuracy());
        trial.series("early stop, step", s.left(r), course.earlyStop());
        trial.series("test accuracy, %", s.left(r), course.testAccuracy());
        if (DRAWN.containsKey(r)) {
            var errors = course.errors().toDoubles();
            for (int look = 0; look < errors.length; look++) {
                trial.series(DRAWN.get(r), (look + 1.0) * s.every(), errors[look]);
            }
        }
        if (s.start() == Start.TICKET && PICTURED.containsKey(r)) {
            picture(PICTURED.get(r), r);
        }
    }

    /** What compares rounds with each other and with the dense network. */
    void end() throws Exception {
        double dense = tickets.course(0).testAccuracy();
        trial.metric("last_good_round", lastGood(courses, dense));
        if (s.start() == Start.TICKET) {
            trial.metric("best_ticket", best(courses).testAccuracy());
        }
    }

    /** The last round of the grid whose test accuracy is not more than 0.2 points below the dense network's; 0 where there is none. */
    static int lastGood(Map<Integer, Course> courses, double dense) {
        return courses.entrySet().stream()
                .filter(round -> GRID.contains(round.getKey()))
                .filter(round -> round.getValue().testAccuracy() >= dense - TOLERATED)
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    /** The training of the ticket with the best validation accuracy of those with 51 to 13 % of the weights; of several the first. */
    static Course best(NavigableMap<Integer, Course> courses) {
        return courses.subMap(DENSEST_RANKED, true, SPARSEST_RANKED, true).values().stream()
                .reduce((one, next) -> next.validationAccuracy() > one.validationAccuracy() ? next : one)
                .orElseThrow(() -> new IllegalStateException("None of the tickets of rounds 3 to 9 was trained."));
    }

    private void picture(String name, int r) throws Exception {
        var first = tickets.mask(r).kept().values().iterator().next();
        var pixels = Scope.call(() -> {
            var left = first.to(DType.FLOAT32).sum(0);
            return left.div(left.max());
        });
        trial.image(name, 1, Digits.SIDE, Digits.SIDE, pixels.toFloats());
    }
}
