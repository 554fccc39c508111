package org.assay.tensor;

import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * What one thread keeps about native memory: the innermost open scope, and every native object that a call in progress
 * has made. JavaCPP's own collector is switched off, so nothing is freed but here, in {@link Scope} and, for tensors
 * outside any scope, by {@link Unscoped}.
 */
final class Frame {
    static {
        Native.load();
    }

    private static final ThreadLocal<Frame> CURRENT = ThreadLocal.withInitial(Frame::new);

    private final Temporaries temporaries = new Temporaries();
    final Numbers numbers = new Numbers();

    @Nullable
    Scope scope;

    @Nullable
    RuntimeException crossing;

    static Frame current() {
        return CURRENT.get();
    }

    /** Makes native constants that live as long as the process. */
    static <T> T permanent(Supplier<T> make) {
        var frame = current();
        int mark = frame.mark();
        var made = make.get();
        frame.temporaries.forget(mark);
        return made;
    }

    int mark() {
        return temporaries.size;
    }

    void freeAfterCall(Pointer pointer) {
        temporaries.attach(pointer);
    }

    /** Frees what was made since the mark, but for the one object given. */
    void releaseBut(@Nullable Pointer kept, int mark) {
        temporaries.release(mark, temporaries.size, kept);
    }

    /** Frees what was made between two marks and leaves what came later to its new owner. */
    void releaseBetween(int mark, int end) {
        temporaries.release(mark, end, null);
        temporaries.forget(mark);
    }

    /** JavaCPP reports every object that owns native memory to the innermost of these. */
    private static final class Temporaries extends PointerScope {
        private Pointer[] made = new Pointer[64];
        private int size;

        @Override
        public PointerScope attach(Pointer pointer) {
            if (size == made.length) {
                made = Arrays.copyOf(made, 2 * size);
            }
            made[size++] = pointer;
            return this;
        }

        @SuppressWarnings("ReferenceEquality") // Two pointers may hold one address; one of them owns it.
        void release(int from, int to, @Nullable Pointer kept) {
            for (int i = to - 1; i >= from; i--) {
                if (made[i] != kept) {
                    made[i].deallocate();
                }
            }
            if (to == size) {
                forget(from);
            }
        }

        @SuppressWarnings("NullAway") // Slots above `size` hold nothing and are never read.
        void forget(int from) {
            Arrays.fill(made, from, size, null);
            size = from;
        }
    }
}
