package org.assay.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Lets OpenBLAS work on OpenMP's threads, those of every other operator, instead of on a second pool of its own: two pools that wait
 * busily for work take the cores from each other, and two that sleep take a fifth of a millisecond to wake.
 *
 * <p>OpenBLAS hands over the parts of a product and expects all of them to run at once, since they wait for each other.
 */
final class BlasTeam {
    private static final MemoryLayout WORK = MemoryLayout.structLayout(
            ValueLayout.ADDRESS.withName("part"),
            ValueLayout.ADDRESS.withName("data"),
            ValueLayout.JAVA_LONG.withName("size"),
            ValueLayout.JAVA_INT.withName("count"),
            ValueLayout.JAVA_INT.withName("more"));
    private static final VarHandle PART = field("part");
    private static final VarHandle DATA = field("data");
    private static final VarHandle SIZE = field("size");
    private static final VarHandle COUNT = field("count");
    private static final VarHandle MORE = field("more");
    private static final FunctionDescriptor PART_SIGNATURE =
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static boolean hired;
    private static volatile int threads = 1;
    private static int soloists;

    @SuppressWarnings("restricted") // Called with the signature of OpenBLAS.
    private final MethodHandle part = Linker.nativeLinker().downcallHandle(PART_SIGNATURE);

    private final MethodHandle parallel;
    private final MethodHandle number;
    private final MethodHandle size;
    private final MemorySegment member;

    private BlasTeam(SymbolLookup openMp) throws ReflectiveOperationException {
        parallel = function(
                openMp,
                "GOMP_parallel",
                FunctionDescriptor.ofVoid(
                        ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        number = function(openMp, "omp_get_thread_num", FunctionDescriptor.of(ValueLayout.JAVA_INT));
        size = function(openMp, "omp_get_num_threads", FunctionDescriptor.of(ValueLayout.JAVA_INT));
        member = stub("member", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS), void.class, MemorySegment.class);
    }

    /** Whether the libraries for this system are those that {@link BlasTeam} knows. */
    static boolean possible() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Takes over OpenBLAS' work, once; without GNU's OpenMP, or in a build of OpenBLAS that cannot hand it over, nothing changes. */
    @SuppressWarnings("restricted") // Called with the signature of OpenBLAS.
    private static void hire() {
        if (hired || !possible()) {
            return;
        }
        hired = true;
        try {
            var openMp = SymbolLookup.libraryLookup("libgomp.so.1", Arena.global());
            var takeOver = Platform.blas(
                    "openblas_set_threads_callback_function", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
            if (takeOver.isPresent() && openMp.find("GOMP_parallel").isPresent()) {
                var team = new BlasTeam(openMp);
                var work = team.stub(
                        "work",
                        FunctionDescriptor.ofVoid(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT),
                        void.class,
                        int.class,
                        MemorySegment.class,
                        int.class,
                        long.class,
                        MemorySegment.class,
                        int.class);
                takeOver.get().invokeExact(work);
            }
        } catch (IllegalArgumentException noSuchLibrary) {
            // Another OpenMP, another system: OpenBLAS keeps its own threads.
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS could not be given OpenMP's threads.", e);
        }
    }

    /**
     * Does something with OpenBLAS on one thread. Its LU decomposition on several puts megabytes on the stack, and an ordinary thread
     * of Java has one: the process would die.
     */
    static <T> T alone(Supplier<T> something) {
        if (threads == 1) {
            return something.get();
        }
        change(1);
        try {
            return something.get();
        } finally {
            change(-1);
        }
    }

    private static synchronized void change(int more) {
        soloists += more;
        Platform.blasThreads(soloists > 0 ? 1 : threads);
    }

    /** Whether a product may be shared between threads. */
    static boolean several() {
        return threads > 1;
    }

    /** How many threads OpenBLAS may use from now on. */
    static synchronized void threads(int count) {
        threads = count;
        if (count > 1) {
            hire();
        }
        change(0);
    }

    /**
     * Called by OpenBLAS: parts 0 to count-1 of some work, described by so many records of so many bytes. One work at a time, for the
     * number of a part is also the number of its buffer.
     */
    @SuppressWarnings("unused") // Found by name; it always waits.
    private synchronized void work(
            int wait, MemorySegment function, int count, long bytes, MemorySegment data, int more) {
        try (var arena = Arena.ofConfined()) {
            if (count == 1) {
                part.invokeExact(function, 0, data, more);
                return;
            }
            var work = arena.allocate(WORK);
            PART.set(work, 0L, function);
            DATA.set(work, 0L, data);
            SIZE.set(work, 0L, bytes);
            COUNT.set(work, 0L, count);
            MORE.set(work, 0L, more);
            parallel.invokeExact(member, work, count, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("A product could not be shared between threads.", e);
        }
    }

    /** Called by each thread of the team. Inside another team's work this team is one thread alone: the other parts get new threads. */
    @SuppressWarnings({"unused", "restricted"}) // Found by name; it reads the record that work() wrote.
    private void member(MemorySegment address) {
        try {
            var work = address.reinterpret(WORK.byteSize());
            int count = (int) COUNT.get(work, 0L);
            int first = (int) number.invokeExact();
            int present = (int) size.invokeExact();
            var missing = new ArrayList<Thread>();
            for (int i = present + first; i < count; i += present) {
                int further = i;
                missing.add(Thread.ofPlatform().daemon().start(() -> run(work, further)));
            }
            if (first < count) {
                run(work, first);
            }
            for (var thread : missing) {
                thread.join();
            }
        } catch (Throwable e) {
            throw new IllegalStateException("A part of a product could not be computed.", e);
        }
    }

    private void run(MemorySegment work, int index) {
        try {
            var data = ((MemorySegment) DATA.get(work, 0L)).address() + index * (long) SIZE.get(work, 0L);
            part.invokeExact(
                    (MemorySegment) PART.get(work, 0L), index, MemorySegment.ofAddress(data), (int) MORE.get(work, 0L));
        } catch (Throwable e) {
            throw new IllegalStateException("A part of a product could not be computed.", e);
        }
    }

    @SuppressWarnings("restricted") // Called with the signatures of GNU's OpenMP.
    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor signature) {
        return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), signature);
    }

    @SuppressWarnings("restricted") // Methods of this class with the signatures that the libraries call.
    private MemorySegment stub(String method, FunctionDescriptor signature, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        var handle = MethodHandles.lookup().bind(this, method, MethodType.methodType(result, parameters));
        return Linker.nativeLinker().upcallStub(handle, signature, Arena.global());
    }

    private static VarHandle field(String name) {
        return WORK.varHandle(MemoryLayout.PathElement.groupElement(name));
    }
}
