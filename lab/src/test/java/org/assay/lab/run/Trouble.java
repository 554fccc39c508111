package org.assay.lab.run;

import static org.assay.lab.Change.set;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** A study whose trials go wrong in every way they can. */
public final class Trouble implements Study<Trouble.Setup> {

    public enum Kind {
        NONE,
        EXCEPTION,
        NAN,
        EXIT,
        CRASH,
        HANG,
        MEMORY,
        KILLED,
        DISK
    }

    /** {@code once} lets the first attempt alone go wrong. */
    public record Setup(Kind kind, boolean once) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On trouble", "Test 2026", "test:trouble", "A. Author"));
    }

    @Override
    public String question() {
        return "What can go wrong?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        var plan = Plan.of(new Setup(Kind.NONE, false)).looks(2);
        for (var kind : Kind.values()) {
            plan = plan.exploratory(kind.name().toLowerCase(java.util.Locale.ROOT), set("kind", kind));
        }
        return plan.exploratory("crash-once", set("kind", Kind.CRASH), set("once", true))
                .exploratory("hang-once", set("kind", Kind.HANG), set("once", true))
                .exploratory("memory-once", set("kind", Kind.MEMORY), set("once", true))
                .exploratory("killed-once", set("kind", Kind.KILLED), set("once", true))
                .exploratory("exit-once", set("kind", Kind.EXIT), set("once", true))
                .build();
    }

    @Override
    public void run(Trial<Setup> trial) throws Exception {
        trial.metric("before", trial.seed("before") * 0x1p-64);
        System.out.println("printed by the study");
        System.err.println("and on the other stream");
        if (!trial.setting().once() || firstAttempt(trial)) {
            goWrong(trial);
        }
        trial.metric("after", trial.seed("after") * 0x1p-64);
    }

    private static boolean firstAttempt(Trial<Setup> trial) throws IOException {
        try {
            Files.createFile(trial.checkpoints().resolve("tried"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void goWrong(Trial<Setup> trial) throws Exception {
        switch (trial.setting().kind()) {
            case NONE -> {}
            case EXCEPTION -> throw new IllegalStateException("the loss went up");
            case NAN -> trial.metric("loss", Double.NaN);
            case EXIT -> System.exit(3);
            case CRASH -> crash();
            case HANG -> new CountDownLatch(1).await();
            case MEMORY -> exhaust();
            case KILLED -> killed();
            case DISK -> throw new IOException("No space left on device");
        }
    }

    @SuppressWarnings("restricted")
    private static void crash() {
        MemorySegment.ofAddress(0).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
    }

    /** As the kernel ends a process when memory runs out: signal 9, no last word. */
    private static void killed() throws Exception {
        var pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
    }

    private static void exhaust() {
        Object[] chain = {};
        while (true) {
            chain = new Object[] {chain, new long[1 << 22]};
        }
    }
}
