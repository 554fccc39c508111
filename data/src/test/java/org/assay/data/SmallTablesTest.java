package org.assay.data;

import static org.assay.data.TinySets.copy;
import static org.assay.data.TinySets.write;
import static org.assay.data.TinySets.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loaders of tables, series and graphs on files of their format, whole and broken. */
class SmallTablesTest {
    @TempDir
    Path folder;

    @Test
    void citationsAreAGraphWithASplit() throws IOException {
        for (var name : new String[] {"cora", "citeseer"}) {
            write(folder, name + ".nodes.tsv", "0\t2\ttrain\t1 5", "1\t0\ttest\t", "2\t-1\tnone\t7");
            write(folder, name + ".edges.tsv", "0\t1", "1\t2");
        }
        var cora = GraphLoaders.citation(copy(folder)).cora();
        assertThat(cora.edges().toLongs()).containsExactly(0, 1, 1, 2);
        assertThat(cora.labels().toLongs()).containsExactly(2, 0, -1);
        assertThat(cora.features().shape()).containsExactly(3, 1433);
        assertThat(cora.features().sum(1).toFloats()).containsExactly(2, 0, 1);
        assertThat(cora.features().at(0, 5).item()).isEqualTo(1);
        assertThat(cora.train().toLongs()).containsExactly(0);
        assertThat(cora.test().toLongs()).containsExactly(1);
        write(folder, "cora.edges.tsv", "1\t0");
        assertThatThrownBy(() -> GraphLoaders.citation(copy(folder)))
                .hasMessage("cora.edges.tsv, line 1: 0 is outside 2 to 2");
    }

    @Test
    void trustIsSignedAndItsNodesAreNumbered() throws IOException {
        write(folder, "soc-sign-bitcoinotc.csv", "6,2,4,1289241911.7", "2,15,-10,1289241941");
        var trust = GraphLoaders.bitcoinOtc(copy(folder));
        assertThat(trust.nodes()).containsExactly(2L, 6L, 15L);
        assertThat(trust.edges().toLongs()).containsExactly(1, 0, 0, 2);
        assertThat(trust.ratings().toLongs()).containsExactly(4, -10);
        write(folder, "soc-sign-bitcoinotc.csv", "6,2,0,1");
        assertThatThrownBy(() -> GraphLoaders.bitcoinOtc(copy(folder)))
                .hasMessage("soc-sign-bitcoinotc.csv, line 1: a rating of 0 does not occur in this set");
    }

    @Test
    void sensorsAreJoinedByTheirWeights() throws IOException {
        write(folder, "los_speed.csv", "773869,767541", "64.5,67", "62,61");
        write(folder, "los_adj.csv", "1,0.25", "0,1");
        var roads = SeriesLoaders.losLoop(copy(folder));
        assertThat(roads.values().toDoubles()).containsExactly(64.5, 67, 62, 61);
        assertThat(roads.edges().toLongs()).containsExactly(0, 0, 1, 0, 1, 1);
        assertThat(roads.weights().toDoubles()).containsExactly(1, 0.25, 1);
        write(folder, "los_adj.csv", "1,0.25");
        assertThatThrownBy(() -> SeriesLoaders.losLoop(copy(folder)))
                .hasMessage("los_adj.csv has 2 weights where 2 sensors ask for 4");
    }

    @Test
    void countiesAreReadFromJson() throws IOException {
        write(
                folder,
                "chickenpox.json",
                "{\"edges\":[[0,1]],\"node_ids\":{\"PEST\":1,\"BACS\":0},\"FX\":[[0.5,-1],[2,3]]}");
        var pox = SeriesLoaders.chickenpox(copy(folder));
        assertThat(pox.nodes()).containsExactly("BACS", "PEST");
        assertThat(pox.values().toDoubles()).containsExactly(0.5, -1, 2, 3);
        write(folder, "chickenpox.json", "{\"edges\":[[0,2]],\"node_ids\":{\"PEST\":1,\"BACS\":0},\"FX\":[[0.5,-1]]}");
        assertThatThrownBy(() -> SeriesLoaders.chickenpox(copy(folder)))
                .hasMessage("chickenpox.json: edge 0 joins 0 and 2, which are not both counties");
        write(folder, "chickenpox.json", "{\"edges\":", "x");
        assertThatThrownBy(() -> SeriesLoaders.chickenpox(copy(folder)))
                .hasMessageStartingWith("chickenpox.json, line 2: this is no JSON");
    }

    @Test
    void pricesAreAnIndexAndStocks() throws IOException {
        write(folder, "sp500-2000.csv", "date,open,close", "2000-01-03,1469.25,1455.22");
        write(folder, "close_2013_2018.csv", "date,AAPL,MSFT", "2013-02-08,67.85,27.55", "2013-02-11,68.56,27.86");
        var prices = SeriesLoaders.sp500(copy(folder));
        assertThat(prices.index().variable("close").toDoubles()).containsExactly(1455.22);
        assertThat(prices.stocks().variable("MSFT").toDoubles()).containsExactly(27.55, 27.86);
        // 2000-01-03 is day 10,959 since 1970.
        assertThat(prices.index().times().toLongs()).containsExactly(10_959L * 86_400);
    }

    @Test
    void anomaliesAreTimesAndWindows() throws IOException {
        write(folder, "data/g/one.csv", "timestamp,value", "1970-01-01 00:00:10,1.5", "1970-01-01 00:00:20,9");
        write(folder, "labels/combined_labels.json", "{\"g/one.csv\":[\"1970-01-01 00:00:20\"]}");
        write(
                folder,
                "labels/combined_windows.json",
                "{\"g/one.csv\":[[\"1970-01-01 00:00:15.000000\",\"1970-01-01 00:00:25.000000\"]]}");
        assertThat(SeriesLoaders.nab(copy(folder)).series()).singleElement().satisfies(series -> {
            assertThat(series.name()).isEqualTo("g/one");
            assertThat(series.values().toDoubles()).containsExactly(1.5, 9);
            assertThat(series.anomalies()).containsExactly(20L);
            assertThat(series.windows()).containsExactly(new Anomalies.Window(15, 25));
        });
        write(folder, "labels/combined_labels.json", "{}");
        assertThatThrownBy(() -> SeriesLoaders.nab(copy(folder))).hasMessageContaining("has no entry for g/one.csv");
    }

    @Test
    void housesMayLackTheirBedrooms() throws IOException {
        var header = "longitude,latitude,housing_median_age,total_rooms,total_bedrooms,population,households,"
                + "median_income,median_house_value,ocean_proximity";
        write(folder, "housing.csv", header, "-122.2,37.8,41,880,,322,126,8.3,452600,NEAR BAY");
        var housing = TableLoaders.californiaHousing(copy(folder));
        assertThat(housing.values().toDoubles())
                .containsExactly(-122.2, 37.8, 41, 880, Double.NaN, 322, 126, 8.3, 452_600, 3);
        write(folder, "housing.csv", header, "-122.2,37.8,41,880,1,322,126,8.3,452600,MOON");
        assertThatThrownBy(() -> TableLoaders.californiaHousing(copy(folder)))
                .hasMessageStartingWith("housing.csv, line 2: \"MOON\" is not among <1H OCEAN, INLAND");
    }

    @Test
    void ratingsComeFromFilesAndFromTheOfficialArchive() throws IOException {
        var movies = "movieId,title,genres\r\n5,\"A, B (1999)\",Comedy|Drama\r\n9,C,(no genres listed)\r\n";
        var ratings = "userId,movieId,rating,timestamp\r\n7,9,4.5,100\r\n3,5,1.0,200\r\n";
        Files.writeString(folder.resolve("movies.csv"), movies);
        Files.writeString(folder.resolve("ratings.csv"), ratings);
        var read = TableLoaders.movieLens(copy(folder));
        assertThat(read.users().toLongs()).containsExactly(0, 1);
        assertThat(read.films().toLongs()).containsExactly(0, 1);
        assertThat(read.ratings().toFloats()).containsExactly(1, 4.5f);
        assertThat(read.titles()).containsExactly("A, B (1999)", "C");
        assertThat(read.genres().getFirst()).containsExactly("Comedy", "Drama");
        Files.writeString(folder.resolve("ratings.csv"), ratings.replace("4.5", "4.7"));
        assertThatThrownBy(() -> TableLoaders.movieLens(copy(folder)))
                .hasMessage("ratings.csv, line 2: the rating 4.7 is not one of 0.5, 1, … 5");
        Files.delete(folder.resolve("movies.csv"));
        Files.delete(folder.resolve("ratings.csv"));
        zip(
                folder,
                "ml-latest-small.zip",
                Map.of(
                        "ml-latest-small/movies.csv", movies.getBytes(StandardCharsets.UTF_8),
                        "ml-latest-small/ratings.csv", ratings.getBytes(StandardCharsets.UTF_8)));
        assertThat(TableLoaders.movieLens(copy(folder)).contentHash()).isEqualTo(read.contentHash());
    }
}
