package org.assay.tensor;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tensors that belong to no scope: freed when they have become unreachable and the collector has noticed. */
final class Unscoped {
    /** The collector does not see native memory: after so much of it was left to it, it is asked to look. */
    private static final long NUDGE_BYTES = 512L << 20;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<Handle> LIVE = ConcurrentHashMap.newKeySet();
    private static final AtomicLong SINCE_NUDGE = new AtomicLong();
    private static final AtomicLong NUDGES = new AtomicLong();

    private Unscoped() {}

    static void adopt(Tensor tensor, org.bytedeco.pytorch.Tensor raw) {
        var handle = new Handle(raw);
        LIVE.add(handle);
        CLEANER.register(tensor, handle);
        if (SINCE_NUDGE.addAndGet(bytes(raw)) > NUDGE_BYTES) {
            SINCE_NUDGE.set(0);
            NUDGES.incrementAndGet();
            System.gc();
        }
    }

    /** Says that a tensor will be freed by hand, so that it is no reason to ask the collector. */
    static void disown(org.bytedeco.pytorch.Tensor raw) {
        long bytes = bytes(raw);
        SINCE_NUDGE.updateAndGet(sum -> Math.max(0, sum - bytes));
    }

    private static long bytes(org.bytedeco.pytorch.Tensor raw) {
        return raw.defined() ? raw.nbytes() : 0;
    }

    /** How often the collector was asked. */
    static long nudges() {
        return NUDGES.get();
    }

    static Set<Handle> live() {
        return LIVE;
    }

    /** A native tensor and the right to free it; it must not refer to the {@link Tensor} it stands for. */
    record Handle(org.bytedeco.pytorch.Tensor raw) implements Runnable {
        @Override
        public void run() {
            synchronized (raw) {
                LIVE.remove(this);
                raw.deallocate();
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(raw);
        }
    }
}
