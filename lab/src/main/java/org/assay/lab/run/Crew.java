package org.assay.lab.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.store.TrialResult;

/** Worker processes and the one loop that drives them: gives out trials, watches over them, replaces what dies. */
final class Crew implements AutoCloseable {

    /** What a crew works on; all calls come from the thread that runs {@link #work}. */
    interface Work {
        /** How many trials could begin now. */
        int pending();

        /** The next trial to begin now; empty only if none is pending. */
        Optional<Task> next();

        void ended(int worker, TrialResult result);
    }

    private static final int FAILED_STARTS = 3;
    private static final int EVENTS = 10_000;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration STACK_PATIENCE = Duration.ofSeconds(2);

    private final int size;
    private final int attempts;
    private final Hiring hiring;
    private final Duration stall;
    private final Duration start;
    private final RunListener listener;
    private final Energy energy;
    private final BlockingQueue<WorkerProcess.Event> events = new ArrayBlockingQueue<>(EVENTS);
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final LiveFolder live;
    private final ArrayDeque<Attempt> again = new ArrayDeque<>();
    private Optional<Message.Ready> environment = Optional.empty();
    private int failedStarts;
    private volatile boolean stopped;

    /**
     * @param size largest number of workers
     * @param attempts how often a trial is tried whose failure may pass
     * @param stall silence of a trial that counts as hung
     * @param start time a worker may take to load the study
     * @param energy counts what the processor packages take
     */
    Crew(int size, int attempts, Hiring hiring, Duration stall, Duration start, RunListener listener, Energy energy) {
        this.size = size;
        this.attempts = attempts;
        this.hiring = hiring;
        this.stall = stall;
        this.start = start;
        this.listener = listener;
        this.energy = energy;
        this.live = hiring.live();
    }

    /** What the first worker says of its environment; starts it and waits for it. Empty if the crew is stopped before. */
    Optional<Message.Ready> environment() {
        while (environment.isEmpty() && !stopped) {
            if (members.isEmpty()) {
                hire();
            }
            step(Optional.empty());
        }
        return environment;
    }

    /** Runs trials until none is left, time is up, or {@link #stop} was called; what is unfinished then is dropped. */
    void work(Work work, BooleanSupplier timeIsUp) {
        while (!stopped && !timeIsUp.getAsBoolean()) {
            for (var member : members) {
                if (member.idle()) {
                    next(work).ifPresent(attempt -> begin(member, attempt));
                }
            }
            long busy = members.stream().filter(m -> m.attempt().isPresent()).count();
            long wanted = busy + again.size() + work.pending();
            if (wanted == 0) {
                return;
            }
            while (members.size() < Math.min(size, wanted)) {
                hire();
            }
            step(Optional.of(work));
        }
        members.stream().filter(m -> m.attempt().isPresent()).toList().forEach(this::discharge);
        again.clear();
    }

    /** May be called from any thread: ends all workers, and soon after {@link #work} returns. */
    void stop() {
        stopped = true;
        members.forEach(m -> m.process().kill());
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public void close() {
        members.forEach(m -> m.process().kill());
        members.forEach(m -> m.process().join());
        members.clear();
        live.close();
    }

    private void hire() {
        int number = 1;
        while (taken(number)) {
            number++;
        }
        members.add(new Member(hiring.start(number, this::receive), energy));
    }

    private boolean taken(int number) {
        return members.stream().anyMatch(m -> m.number() == number);
    }

    private void discharge(Member member) {
        member.process().kill();
        members.remove(member);
    }

    private Optional<Attempt> next(Work work) {
        return Optional.ofNullable(again.poll()).or(() -> work.next().map(task -> new Attempt(task, 1, Cost.NONE)));
    }

    private void begin(Member member, Attempt attempt) {
        var task = attempt.task();
        listener.started(member.number(), task.arm(), task.seed(), attempt.number());
        var order = hiring.begin(task);
        live.begin(attempt, order);
        member.begin(attempt, order);
    }

    /** Called by the threads that listen to the workers; waits where the laboratory falls behind. */
    private void receive(WorkerProcess.Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(Optional<Work> work) {
        try {
            var event = events.poll(Math.clamp(stall.toMillis() / 4, 1, TICK.toMillis()), TimeUnit.MILLISECONDS);
            for (; event != null && !stopped; event = events.poll()) {
                handle(event, work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
        energy.now();
        if (!stopped) {
            members.forEach(member -> watch(member, work));
        }
    }

    private void handle(WorkerProcess.Event event, Optional<Work> work) {
        var from = members.stream().filter(m -> m.process() == event.worker()).findFirst();
        if (from.isEmpty()) {
            // The last words of a worker that was discharged.
            return;
        }
        var member = from.get();
        switch (event) {
            case WorkerProcess.Said said -> said(member, said.message(), work);
            case WorkerProcess.Ended ended -> {
                members.remove(member);
                if (!member.ready()) {
                    failedToStart(hiring.autopsy(member.process(), ended.exitCode()));
                }
                failed(member, hiring.autopsy(member.process(), ended.exitCode()), Fault.DEATH, member.spent(), work);
            }
        }
    }

    private void said(Member member, Message message, Optional<Work> work) {
        switch (message) {
            case Message.Ready ready -> {
                member.becomeReady();
                failedStarts = 0;
                environment = environment.or(() -> Optional.of(ready));
            }
            case Message.Refused refused -> throw new LabException(refused.cause());
            case Message.Stack stack -> hung(member, stack.frames(), work);
            case Message.Done done ->
                member.attempt().ifPresent(attempt -> {
                    member.end();
                    var cost = member.withEnergy(done.cost());
                    work.ifPresent(w -> w.ended(member.number(), attempt.done(cost)));
                    live.end(attempt);
                });
            case Message.Failed f -> {
                if (f.kind() == Fault.MEMORY) {
                    discharge(member);
                }
                failed(member, f.cause(), f.kind(), f.cost(), work);
            }
            default -> {
                member.alive();
                member.attempt().ifPresent(attempt -> {
                    attempt.take(message);
                    live.take(attempt, message);
                });
                if (message instanceof Message.Progress p && !Double.isNaN(p.fraction())) {
                    listener.progress(member.number(), p.fraction());
                }
            }
        }
    }

    private void watch(Member member, Optional<Work> work) {
        if (member.startingFor(start)) {
            discharge(member);
            failedToStart("it was not ready after " + start.toSeconds() + " s");
        }
        member.sample();
        if (member.attempt().isPresent() && member.silentFor(stall) && member.askedInVain(STACK_PATIENCE)) {
            hung(member, List.of(), work);
        }
    }

    private void failedToStart(String cause) {
        failedStarts++;
        if (failedStarts >= FAILED_STARTS) {
            throw new LabException(
                    "Workers do not start: " + cause + ". What they printed is in " + hiring.logs() + ".");
        }
    }

    private void hung(Member member, List<String> frames, Optional<Work> work) {
        if (!member.silentFor(stall)) {
            return;
        }
        discharge(member);
        var where = frames.isEmpty() ? "" : "; it was at " + String.join(" < ", frames);
        var cause = "hung: no progress for " + Durations.words(stall) + where;
        failed(member, cause, Fault.HANG, member.spent(), work);
    }

    private void failed(Member member, String cause, Fault kind, Cost own, Optional<Work> work) {
        if (member.attempt().isEmpty() || work.isEmpty()) {
            return;
        }
        var cost = member.withEnergy(own);
        var attempt = member.attempt().get();
        member.end();
        if (kind == Fault.DISK) {
            throw new LabException("The disk is full: trial " + attempt.task().arm() + ", seed "
                    + attempt.task().seed() + " could not write (" + cause
                    + "). Free some space and run the same command again; finished trials are safe.");
        }
        boolean once = kind.mayPass() && attempt.number() < attempts;
        listener.attemptFailed(
                member.number(),
                attempt.task().arm(),
                attempt.task().seed(),
                cause,
                once,
                hiring.reproduce(attempt.task()));
        if (once) {
            again.add(new Attempt(
                    attempt.task(), attempt.number() + 1, attempt.before().plus(cost)));
        } else {
            work.get().ended(member.number(), attempt.failed(cost, cause));
        }
        live.end(attempt);
    }
}
