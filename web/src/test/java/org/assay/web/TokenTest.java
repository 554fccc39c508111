package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who needs the token, and who can read it. */
final class TokenTest {

    private static final String RUN = "toy-smoke-1";

    @TempDir
    Path folder;

    @Test
    void otherMachinesNeedAToken() throws Exception {
        var runs = folder.resolve("runs");
        new Made(RUN, "toy", "plain words").arm("fair").in(runs);
        var any = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> new Settings(runs, any, 0, Set.of(), Optional.empty(), Catalogue.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a token");
        var token = Token.in(folder.resolve("token"));
        var settings = new Settings(runs, any, 0, Set.of("assay.example"), Optional.of(token), Catalogue.EMPTY);
        try (var open = Dashboard.start(settings)) {
            var at = open.address().resolve("/");
            var host = "Host: assay.example";
            var origin = "Origin: http://assay.example";
            for (var target : List.of("/", "/runs/" + RUN, "/runs/" + RUN + "/run.json", "/events", "/nope")) {
                var answer = Visit.get(at, target, host);
                assertThat(answer.status()).as(target).isEqualTo(401);
                assertThat(answer.text()).doesNotContain(RUN).contains("asks for its token");
            }
            assertThat(Visit.get(at, "/", host, "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(200);
            assertThat(Visit.get(at, "/", host, "Authorization: Bearer " + token.substring(1))
                            .status())
                    .isEqualTo(401);
            assertThat(Visit.get(at, "/", "Host: evil.example", "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(421);

            assertThat(Visit.send(at, "POST", "/login", "token=" + token, host).status())
                    .isEqualTo(403);
            assertThat(Visit.send(at, "POST", "/login", "token=" + token, host, "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
            var wrong = Visit.send(at, "POST", "/login", "token=guess", host, origin);
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.text()).contains("That is not the token.");
            var right = Visit.send(at, "POST", "/login", "token=" + token, host, origin);
            assertThat(right.status()).isEqualTo(303);
            assertThat(right.header("Set-Cookie"))
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .doesNotContain(token);
            var cookie = right.header("Set-Cookie").replaceFirst(";.*", "");
            assertThat(Visit.get(at, "/", host, "Cookie: other=1; " + cookie).status())
                    .isEqualTo(200);
            assertThat(Visit.get(at, "/", host, "Cookie: " + cookie.replaceFirst("=.*", "="))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes are POSIX's")
    void theTokensFileIsItsOwnersAlone() throws Exception {
        assertThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        var file = folder.resolve("new").resolve("token");
        var token = Token.in(file);
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Token.in(file)).isEqualTo(token);
        for (var mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> Token.in(file))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("can be read by others");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "short");
        assertThatThrownBy(() -> Token.in(file)).hasMessageContaining("shorter than");
    }
}
