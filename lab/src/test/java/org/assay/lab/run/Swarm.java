package org.assay.lab.run;

import java.util.List;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** Ten thousand trials of a millisecond each; {@code --seeds} makes it fewer. */
public final class Swarm implements Study<Swarm.Setup> {

    public record Setup(int member) {}

    @Override
    public List<Paper> papers() {
        return List.of(Paper.of("On swarms", "Test 2026", "test:swarm", "A. Author"));
    }

    @Override
    public String question() {
        return "How many trials can one run hold?";
    }

    @Override
    public String family() {
        return "tests";
    }

    @Override
    public Plan<Setup> plan() {
        var members = new Object[20];
        for (int i = 0; i < members.length; i++) {
            members[i] = i;
        }
        return Plan.of(new Setup(0)).factor("member", members).looks(500).build();
    }

    @Override
    public void run(Trial<Setup> trial) {
        Coins.spin(1);
        trial.metric("drawn", trial.seed("draw") * 0x1p-64 + trial.setting().member());
    }
}
