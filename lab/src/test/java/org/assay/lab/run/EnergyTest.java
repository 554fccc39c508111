package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Energy counters as Linux lays them out. */
class EnergyTest {

    @TempDir
    private Path folder;

    private void zone(String name, long microjoules) throws IOException {
        var zone = Files.createDirectories(folder.resolve(name));
        Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
    }

    @Test
    void packagesAddUpAndWhatIsInsideThemIsNotCountedTwice() throws IOException {
        zone("intel-rapl:0", 5_000_000);
        zone("intel-rapl:0:0", 4_000_000);
        zone("intel-rapl:1", 1_000_000);
        var before = Energy.meter(folder);
        zone("intel-rapl:0", 7_500_000);
        zone("intel-rapl:0:0", 6_000_000);
        zone("intel-rapl:1", 1_250_000);
        assertThat(before.joules()).contains(2.75);
        zone("intel-rapl:0", 8_000_000);
        assertThat(before.joules()).contains(3.25);
    }

    @Test
    void aCounterThatBeginsAgainIsGoneOnWith() throws IOException {
        zone("intel-rapl:0", 262_143_000_000L);
        var before = Energy.meter(folder);
        zone("intel-rapl:0", 671_150);
        assertThat(before.joules()).contains(1.0);
    }

    @Test
    void withoutCountersThereIsNoFigure() throws IOException {
        assertThat(Energy.meter(folder).joules()).isEmpty();
        assertThat(Energy.meter(folder.resolve("none")).joules()).isEmpty();
        zone("intel-rapl:0", 5);
        Files.writeString(folder.resolve("intel-rapl:0").resolve("energy_uj"), "not a number");
        assertThat(Energy.meter(folder).joules()).isEmpty();
        zone("intel-rapl:0", 5);
        var before = Energy.meter(folder);
        zone("intel-rapl:1", 5);
        assertThat(before.joules()).isEmpty();
    }
}
