package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as a user starts it. */
final class ServeTest {

    @TempDir
    Path folder;

    private Process serve(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(List.of(options));
        return new ProcessBuilder(Processes.assay(arguments.toArray(String[]::new)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static HttpResponse<String> get(HttpClient client, URI address, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static URI address(String line) {
        assertThat(line).startsWith("Dashboard: http://");
        return URI.create(line.substring("Dashboard: ".length()));
    }

    @Test
    void saysWhereItIsAndServesThisMachineAlone() throws Exception {
        var process = serve();
        try (var client = HttpClient.newHttpClient()) {
            var reader = process.inputReader();
            var address = address(reader.readLine());
            assertThat(reader.readLine()).isEqualTo("Ctrl-C ends it.");
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(get(client, address).body()).contains("There are no runs here yet");
            assertThat(get(client, address.resolve("/studies")).body()).contains("Does a shift shift the mean?");
            assertThat(folder.resolve("runs")).doesNotExist();
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).as("ended by SIGTERM").isNotZero();
    }

    @Test
    void asksForTheTokenOfItsFile() throws Exception {
        var process = serve("--token", "--token-file", "secret");
        try (var client = HttpClient.newHttpClient()) {
            var reader = process.inputReader();
            var address = address(reader.readLine());
            assertThat(reader.readLine()).isEqualTo("It asks for the token in secret.");
            assertThat(get(client, address).statusCode()).isEqualTo(401);
            var token = Files.readString(folder.resolve("secret")).strip();
            assertThat(get(client, address, "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        var process = serve();
        try {
            int port = address(process.inputReader().readLine()).getPort();
            var said = Processes.run(folder, Map.of(), Processes.assay("serve", "--port", Integer.toString(port)));
            assertThat(said.exit()).isEqualTo(Exit.MACHINE);
            assertThat(said.err()).contains("Port " + port).contains("--port 0").doesNotContain("\tat ");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isNotZero();
    }
}
