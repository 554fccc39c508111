package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord;

/** A main program to be killed: runs a study, {@code noise} unless another is named, in the folder given, one line of output a trial. */
final class RunMain {

    /** Quick to start: these processes do not live long. */
    static final LabSettings QUICK = new LabSettings(
            Optional.empty(), Duration.ofMinutes(5), Map.of(), List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"));

    private RunMain() {}

    public static void main(String[] arguments) {
        try (var laboratory = Laboratory.open(Path.of(arguments[0]), QUICK)) {
            var study = arguments.length > 1 ? arguments[1] : "noise";
            var record = laboratory.run(LaboratoryTest.request(study), new RunListener() {
                @Override
                public void planned(RunRecord plan, int atMost, int resumed, Optional<Duration> estimate) {
                    System.out.println("planned " + plan.run() + " " + resumed);
                }

                @Override
                public void finished(
                        int worker, RunRecord.TrialRecord trial, int done, int total, Optional<Duration> left) {
                    System.out.println("finished " + done);
                }

                @Override
                public void note(String sentence) {
                    System.out.println("note " + sentence);
                }
            });
            System.out.println("ended " + record.run() + " " + record.complete());
        }
    }
}
