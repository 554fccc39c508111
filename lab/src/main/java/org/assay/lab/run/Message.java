package org.assay.lab.run;

import java.util.List;
import java.util.Map;
import org.assay.lab.RunRecord.Cost;

/** What laboratory and worker say to each other, one JSON object a line. */
sealed interface Message {

    /** To the worker, first of all: the study and how its plan is asked for, and where shared work lies, addressed by the hash of all code. */
    record Prepare(RunRequest request, String sharedFolder, String codeHash) implements Message {}

    /** To the worker: run one trial. An empty log leaves the output where it goes. */
    record Begin(String arm, long seed, String log, String checkpoints) implements Message {}

    /** To the worker: where is the trial right now? */
    record AskStack() implements Message {}

    /** The worker has the study and its native libraries. */
    record Ready(Map<String, String> settings, Map<String, String> libraries) implements Message {}

    /** The worker cannot run any trial; the cause is a sentence. */
    record Refused(String cause) implements Message {}

    record Cell(String name, boolean timing, double value) implements Message {}

    @SuppressWarnings("ArrayRecordComponent")
    record Points(String series, double[] x, double[] y) implements Message {}

    /** {@code fraction} is NaN where only the watchdog is to be kept quiet. */
    record Progress(double fraction) implements Message {}

    @SuppressWarnings("ArrayRecordComponent")
    record Picture(String name, int channels, int height, int width, byte[] pixels) implements Message {}

    record Sample(String name, String text) implements Message {}

    record Shared(String name, String address, Cost cost) implements Message {}

    /** Content hashes, by id, of data sets that the worker, or whoever made the shared work it took, has read so far. */
    record Data(Map<String, String> hashes) implements Message {}

    /** The innermost frames of the trial's thread, outermost last. */
    record Stack(List<String> frames) implements Message {}

    record Done(Cost cost) implements Message {}

    /** The trial failed; {@code cause} is one sentence, the log has the stack trace. */
    record Failed(String cause, Fault kind, Cost cost) implements Message {}
}
