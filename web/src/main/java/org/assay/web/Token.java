package org.assay.web;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.assay.lab.LabException;

/** The secret of a dashboard that other machines can reach, in a file that only its owner can read. */
public final class Token {

    private static final int BYTES = 32;
    private static final String OWNER_ONLY = "rw-------";

    private Token() {}

    /**
     * The token in a file, which is made with mode 600 if it is not there.
     *
     * @throws LabException in one sentence if others can read the file, or it cannot be made or read
     */
    public static String in(Path file) {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(file);
            }
            if (posix()
                    && !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .matches("r.-------")) {
                throw new LabException(
                        "The token in " + file
                                + " can be read by others: delete the file, and a new token is made, or chmod 600 it if nobody has seen it.");
            }
            var token = Files.readString(file).strip();
            if (token.length() < BYTES) {
                throw new LabException("The token in " + file + " is shorter than " + BYTES
                        + " characters: delete the file, and a new one is made.");
            }
            return token;
        } catch (IOException e) {
            throw new LabException(
                    "The token's file " + file + " cannot be made or read (" + e.getMessage()
                            + "): name another with --token-file FILE.",
                    e);
        }
    }

    private static void make(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        try (var out = posix() ? Files.newByteChannel(file, options, mode) : Files.newByteChannel(file, options)) {
            out.write(java.nio.ByteBuffer.wrap(
                    (HexFormat.of().formatHex(bytes) + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
