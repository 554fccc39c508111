package org.assay.tensor;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tensors that belong to no scope: freed when they have become unreachable and the collector has noticed. */
final class Unscoped {
    /** The collector does not see native memory: after so much of it was made outside scopes, it is asked to look. */
    private static final long NUDGE_BYTES = 512L << 20;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<Handle> LIVE = ConcurrentHashMap.newKeySet();
    private static final AtomicLong SINCE_NUDGE = new AtomicLong();

    private Unscoped() {}

    static void adopt(Tensor tensor, org.bytedeco.pytorch.Tensor raw) {
        var handle = new Handle(raw);
        LIVE.add(handle);
        CLEANER.register(tensor, handle);
        long bytes = raw.defined() ? raw.nbytes() : 0;
        if (SINCE_NUDGE.addAndGet(bytes) > NUDGE_BYTES) {
            SINCE_NUDGE.set(0);
            System.gc();
        }
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
