package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** Takes three joules by the counter in its folder, and reads the data set {@code coal} from there. */
public final class Furnace implements Study<Furnace.Setup> {

    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    public record Setup(String folder) {}

    @Override
    public List<Paper> papers() {
        return List.of();
    }

    @Override
    public String question() {
        return "What does a trial take?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        return Plan.of(new Setup("")).exploratory("hot").looks(3).build();
    }

    @Override
    public void run(Trial<Setup> trial) throws IOException {
        var folder = Path.of(trial.setting().folder());
        var counter = folder.resolve("intel-rapl:0").resolve("energy_uj");
        if (Files.exists(counter)) {
            Files.writeString(
                    counter,
                    Long.toString(Long.parseLong(Files.readString(counter).strip()) + 3_000_000));
        }
        var text = Files.readString(folder.resolve("coal"));
        READ.put("coal", new Hash().add(text).hex());
        trial.metric("length", text.length());
    }

    /** Tells what the trials of this process have read. */
    public static final class Probe implements EnvironmentProbe {

        /** Fails where kernels are forced, as a native library does that is forced to use instructions which the processor lacks. */
        @Override
        public Map<String, String> settings() {
            if (System.getProperty("furnace.kernels") != null) {
                throw new IllegalStateException("This processor lacks the instructions.");
            }
            return Map.of();
        }

        @Override
        public Map<String, String> libraries() {
            return Map.of();
        }

        @Override
        public Map<String, String> data() {
            return READ;
        }
    }
}
