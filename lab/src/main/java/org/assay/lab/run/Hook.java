package org.assay.lab.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: ends the workers and waits until the run has come to rest. */
final class Hook implements AutoCloseable {

    private static final long FAREWELL_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    Hook(Crew crew) {
        thread = new Thread(() -> {
            crew.stop();
            try {
                boolean _ = ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(thread);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The shutdown is under way: the hook has done its work.
        }
    }
}
