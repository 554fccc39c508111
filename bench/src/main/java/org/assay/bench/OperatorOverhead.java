package org.assay.bench;

import java.util.concurrent.TimeUnit;
import org.assay.tensor.Native;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the smallest operators cost inside a scope, one thread, in microseconds. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OperatorOverhead {
    private static final int OPERATIONS = 100;

    private Tensor x = Tensor.ones(8, 8);
    private Tensor y = Tensor.ones(8, 8);

    @Setup(Level.Trial)
    public void oneThread() {
        Native.threads(1);
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void add(Blackhole hole) {
        Scope.run(() -> {
            for (int i = 0; i < OPERATIONS; i++) {
                hole.consume(x.add(y));
            }
        });
    }

    /** Runs it in a process of its own and gives microseconds an addition of 8x8 matrices, in turns of so many seconds. */
    static double micros(double seconds) {
        var turn = TimeValue.milliseconds((long) (1000 * seconds));
        var options = new OptionsBuilder()
                .include(OperatorOverhead.class.getName() + ".add")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(turn)
                .measurementIterations(5)
                .measurementTime(turn)
                .jvmArgs(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options)
                    .run().stream()
                            .mapToDouble(found -> found.getPrimaryResult().getScore())
                            .findFirst()
                            .orElseThrow(() -> new BenchException("The operators' measurement gave no result."));
        } catch (RunnerException e) {
            throw new BenchException("The operators could not be measured: " + e.getMessage(), e);
        }
    }
}
