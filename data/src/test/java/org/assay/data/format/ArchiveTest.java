package org.assay.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ArchiveTest {
    @TempDir
    Path folder;

    /** An entry of a tar archive, padded to whole blocks. */
    public static byte[] tarEntry(String name, char type, byte[] content) {
        var entry = new byte[512 + (content.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 124, String.format(Locale.ROOT, "%011o", content.length));
        entry[156] = (byte) type;
        put(entry, 257, "ustar");
        put(entry, 263, "00");
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    public static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private Path archive(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void zipAndTarGiveTheirFiles() throws IOException {
        var content = new byte[1000];
        Arrays.fill(content, (byte) 7);
        var longName = "a/".repeat(60) + "b.txt";
        var tar = joined(
                tarEntry("dir/", '5', new byte[0]),
                tarEntry("dir/a.bin", '0', content),
                tarEntry("././@LongLink", 'L', longName.getBytes(StandardCharsets.UTF_8)),
                tarEntry("cut", '0', new byte[] {1}),
                new byte[1024]);
        for (var archive : new Path[] {
            archive("t.tar", tar),
            archive("t.tar.gz", gzip(tar)),
            archive("t.tgz", gzip(tar)),
            archive("plain.tgz", tar)
        }) {
            var files = new LinkedHashMap<String, byte[]>();
            Archive.visitBytes(archive, files::put);
            assertThat(files).containsOnlyKeys("dir/a.bin", longName);
            assertThat(files.get("dir/a.bin")).isEqualTo(content);
        }
        var files = new LinkedHashMap<String, byte[]>();
        Archive.visitBytes(archive("z.zip", zip("x/y.bin", content)), files::put);
        assertThat(files).containsOnlyKeys("x/y.bin");
    }

    @Test
    void unpackingWritesInsideTheFolder() throws IOException {
        var target = folder.resolve("out");
        Archive.unpack(archive("z.zip", zip("x/y.bin", new byte[] {1, 2})), target);
        assertThat(Files.readAllBytes(target.resolve("x/y.bin"))).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "."})
    void anEntryOutsideTheFolderIsRefusedByName(String name) throws IOException {
        var target = folder.resolve("out/inner");
        for (var archive : new Path[] {
            archive("z.zip", zip(name, new byte[] {1})),
            archive("t.tar", joined(tarEntry(name, '0', new byte[] {1}), new byte[1024]))
        }) {
            assertThatThrownBy(() -> Archive.unpack(archive, target))
                    .isInstanceOf(DataException.class)
                    .hasMessage(archive.getFileName() + ": the entry \"" + name
                            + "\" would lie outside the folder it is unpacked to; the archive is refused");
        }
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(folder.resolve("out/evil")).doesNotExist();
    }

    @Test
    void linksAreRefused() throws IOException {
        var tar = archive("t.tar", joined(tarEntry("link", '2', new byte[0]), new byte[1024]));
        assertThatThrownBy(() -> Archive.unpack(tar, folder.resolve("out")))
                .hasMessage("t.tar, byte 0: the entry \"link\" is a link or device; only files are unpacked");
    }

    @Test
    void truncatedArchivesAreRefused() throws IOException {
        var tar = tarEntry("a", '0', new byte[1000]);
        assertThatThrownBy(() -> Archive.visitBytes(archive("t.tar", Arrays.copyOf(tar, 800)), (p, b) -> {}))
                .hasMessage("t.tar, byte 0: the archive ends inside the entry \"a\"");
        assertThatThrownBy(() -> Archive.visitBytes(archive("u.tar", tar), (p, b) -> {}))
                .hasMessage("u.tar, byte 1536: the archive ends without its closing block");
        assertThatThrownBy(() -> Archive.visitBytes(archive("v.tgz", Arrays.copyOf(gzip(tar), 30)), (p, b) -> {}))
                .hasMessageStartingWith("v.tgz: the archive cannot be read");
        assertThatThrownBy(() -> Archive.visitBytes(archive("w.rar", tar), (p, b) -> {}))
                .hasMessage("w.rar is no archive: .zip, .tar, .tar.gz and .tgz are read");
    }
}
