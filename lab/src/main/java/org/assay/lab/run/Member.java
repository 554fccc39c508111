package org.assay.lab.run;

import java.time.Duration;
import java.util.Optional;
import org.assay.lab.RunRecord.Cost;

/** A worker process and what it is doing just now. */
final class Member {

    private static final long SAMPLE_NANOS = 1_000_000_000L;

    private final WorkerProcess process;
    private final long hired = System.nanoTime();
    private boolean ready;
    private Optional<Attempt> attempt = Optional.empty();
    private long began;
    private long lastSign;
    private long asked;
    private long sampled;
    private double cpuBefore;
    private Cost spent = Cost.NONE;
    private final Energy energy;
    private Optional<Double> joulesBefore = Optional.empty();

    /** @param energy counts what the processor packages take, all workers together */
    Member(WorkerProcess process, Energy energy) {
        this.process = process;
        this.energy = energy;
    }

    WorkerProcess process() {
        return process;
    }

    int number() {
        return process.number();
    }

    boolean ready() {
        return ready;
    }

    void becomeReady() {
        ready = true;
    }

    boolean idle() {
        return ready && attempt.isEmpty();
    }

    Optional<Attempt> attempt() {
        return attempt;
    }

    void begin(Attempt next, Message.Begin order) {
        attempt = Optional.of(next);
        began = System.nanoTime();
        sampled = began;
        cpuBefore = process.cpuSeconds();
        joulesBefore = energy.joules();
        spent = Cost.NONE;
        alive();
        process.send(order);
    }

    void end() {
        attempt = Optional.empty();
    }

    void alive() {
        lastSign = System.nanoTime();
        asked = 0;
    }

    boolean silentFor(Duration time) {
        return System.nanoTime() - lastSign > time.toNanos();
    }

    boolean startingFor(Duration time) {
        return !ready && System.nanoTime() - hired > time.toNanos();
    }

    /** Asks where the trial is, unless it has been asked; the answer is awaited for {@code patience}. */
    boolean askedInVain(Duration patience) {
        if (asked == 0) {
            asked = System.nanoTime();
            process.send(new Message.AskStack());
            return false;
        }
        return System.nanoTime() - asked > patience.toNanos();
    }

    /** Looks at what the attempt has cost so far, as a process that dies cannot tell any more. */
    void sample() {
        long now = System.nanoTime();
        if (attempt.isPresent() && now - sampled > SAMPLE_NANOS) {
            sampled = now;
            spent = new Cost(process.cpuSeconds() - cpuBefore, 0, process.peakBytes());
        }
    }

    /** What the attempt cost as seen from outside: the last look at processor time and memory, and the exact wall time. */
    Cost spent() {
        return new Cost(spent.cpuSeconds(), 1e-9 * (System.nanoTime() - began), spent.peakBytes());
    }

    /** The attempt's cost with what the processor packages took meanwhile, where they tell. */
    Cost withEnergy(Cost cost) {
        var joules = joulesBefore.flatMap(before -> energy.joules().map(now -> now - before));
        return new Cost(cost.cpuSeconds(), cost.wallSeconds(), cost.peakBytes(), joules, cost.operations());
    }
}
