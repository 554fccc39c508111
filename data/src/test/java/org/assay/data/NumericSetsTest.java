package org.assay.data;

import static org.assay.data.TinySets.copy;
import static org.assay.data.TinySets.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.tensor.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables, series and molecules: doubles are kept as doubles, and broken files are refused. */
class NumericSetsTest {
    @TempDir
    Path folder;

    @Test
    void seriesKeepTheirPrecisionAndTimes() throws IOException {
        write(folder, "ETTh1.csv", "date,HUFL,OT", "1970-01-01 01:00:00,0.1,30.5", "1970-01-01 02:00:00,0.2,30.6");
        write(folder, "ETTh2.csv", "date,HUFL,OT", "1970-01-02 00:00:00,1,2");
        var ett = SeriesLoaders.ett(copy(folder));
        assertThat(ett.h1().values().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(ett.h1().variable("HUFL").toDoubles()).containsExactly(0.1, 0.2);
        assertThat(ett.h1().times().toLongs()).containsExactly(3600, 7200);
        assertThat(ett.h2().times().toLongs()).containsExactly(86_400);
        assertThatThrownBy(() -> ett.h1().variable("XX")).hasMessage("there is no variable \"XX\"; there are HUFL, OT");
    }

    @Test
    void aSeriesThatGoesBackOrHasNoDateIsRefused() throws IOException {
        write(folder, "ETTh1.csv", "date,OT", "2016-07-01 01:00:00,1", "2016-07-01 00:00:00,1");
        write(folder, "ETTh2.csv", "date,OT", "2016-07-01 01:00:00,1");
        var copy = copy(folder);
        assertThatThrownBy(() -> SeriesLoaders.ett(copy))
                .hasMessage("ETTh1.csv, line 3: 2016-07-01 00:00:00 does not come after the row before");
        write(folder, "ETTh1.csv", "date,OT", "1 July,1");
        assertThatThrownBy(() -> SeriesLoaders.ett(copy))
                .hasMessageStartingWith("ETTh1.csv, line 2: \"1 July\" is no date");
    }

    @Test
    void regressionSplitsCoverAllRows() throws IOException {
        write(folder, "yacht/columns.txt", "features 0 1", "target 2");
        write(folder, "yacht/data.txt", "0.1 2 3", "4 5e-1 6", "7 8 9", "");
        write(folder, "yacht/test_splits.txt", "1", "0 2");
        var table = TableLoaders.uciRegression(copy(folder)).table("yacht");
        assertThat(table.inputs().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(table.splits()).isEqualTo(2);
        assertThat(table.train(0).inputs().toDoubles()).containsExactly(0.1, 2, 7, 8);
        assertThat(table.test(0).inputs().toDoubles()).containsExactly(4, 0.5);
        assertThat(table.train(1).labels().toDoubles()).containsExactly(6);
        assertThat(table.test(1).labels().toDoubles()).containsExactly(3, 9);
    }

    @Test
    void aRaggedTableIsRefused() throws IOException {
        write(folder, "yacht/columns.txt", "features 0 1", "target 2");
        write(folder, "yacht/data.txt", "0.1 2 3", "4 5");
        write(folder, "yacht/test_splits.txt", "1");
        var copy = copy(folder);
        assertThatThrownBy(() -> TableLoaders.uciRegression(copy))
                .hasMessage("yacht/data.txt, line 2: 2 values where the first row has 3");
    }

    @Test
    void moleculesArePaddedAndKeepTheirEnergies() throws IOException {
        write(folder, "tiny.xyz", "1", "a -10.25 -9.5", "H 0 0 0.1", "2", "b -20.125 -19", "O 0 0 0", "H 0 0 0.96");
        var molecules = OtherLoaders.qm7(copy(folder));
        assertThat(molecules.energies().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(molecules.atoms().shape()).containsExactly(2, 2);
        int single = molecules.energies().toDoubles()[0] == -10.25 ? 0 : 1;
        assertThat(Arrays.copyOfRange(molecules.atoms().toLongs(), 2 * single, 2 * single + 2))
                .containsExactly(1, 0);
        assertThat(molecules.cheapEnergies().toDoubles()).containsExactlyInAnyOrder(-9.5, -19);
        assertThat(molecules.positions().select(0, single).toDoubles()).containsExactly(0, 0, 0.1, 0, 0, 0);
    }

    @Test
    void realSetsHaveTheirDocumentedRanges() {
        var qm7 = (Molecules) RealSets.load("qm7");
        assertThat(qm7.energies().min().item()).isCloseTo(-2188.3, within(0.1));
        assertThat(qm7.energies().max().item()).isCloseTo(-403.7, within(0.1));
        var housing = (Table) RealSets.load("california-housing");
        assertThat(housing.values().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(housing.column("total_bedrooms").isNan().sum().item()).isEqualTo(207);
        var otc = (SignedGraph) RealSets.load("bitcoin-otc");
        assertThat(otc.nodes()).hasSize(5881);
        assertThat(otc.ratings().gt(0L).sum().item()).isEqualTo(32_029);
        var graphs = (CitationGraphs) RealSets.load("citation");
        assertThat(graphs.cora().edges().size(1)).isEqualTo(5278);
        assertThat(graphs.citeseer().edges().size(1)).isEqualTo(4552);
        assertThat(graphs.cora().train().count()).isEqualTo(140);
        assertThat(graphs.citeseer().labels().lt(0L).sum().item()).isEqualTo(15);
        var bunny = ((Meshes) RealSets.load("shapes")).bunny();
        assertThat(bunny.vertices().amin(0).toDoubles())
                .usingComparatorWithPrecision(1e-4)
                .containsExactly(-0.0947, 0.0330, -0.0619);
        var anomalies = (Anomalies) RealSets.load("nab");
        assertThat(anomalies.series().stream()
                        .mapToInt(s -> s.anomalies().size())
                        .sum())
                .isEqualTo(47);
    }
}
