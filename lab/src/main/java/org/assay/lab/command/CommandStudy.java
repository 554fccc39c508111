package org.assay.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.assay.lab.LabException;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.SourceStudy;
import org.assay.lab.run.Studies;

/**
 * A study in a YAML file that wraps a command: {@code assay run study.yaml}.
 *
 * <p>The file becomes a small Java study whose settings record is what the file says under {@code settings}; from there on nothing is special
 * about it. The text of the file and the contents of the program's own files are part of that study's source, so that a change of either is seen.
 */
public final class CommandStudy {

    private static final int LITERAL = 10_000;

    private CommandStudy() {}

    /**
     * Makes a study of the file.
     *
     * @throws LabException with one sentence if the file does not describe one
     */
    public static StudyRef compile(Path file, Path runs) {
        var text = read(file);
        var folder = String.valueOf(file.toAbsolutePath().getParent());
        var spec = CommandSpec.parse(text, file.toString(), Path.of(folder));
        var name = className(spec.id());
        var source = source(name, spec, text, file, folder);
        try {
            var place = runs.resolve("sources")
                    .resolve(sha256(source.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .substring(0, 16));
            Files.createDirectories(place);
            var java = Files.writeString(place.resolve(name + ".java"), source);
            var ref = SourceStudy.compile(java, runs);
            var _ = Studies.find(ref).plan();
            return ref;
        } catch (IOException e) {
            throw new LabException(
                    "The study " + file + " cannot be prepared in " + runs + ": " + e.getMessage() + ".", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new LabException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new LabException("The study " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** {@code label-noise} becomes {@code LabelNoise}. */
    private static String className(String id) {
        var name = new StringBuilder();
        for (var part : id.split("-", -1)) {
            if (!part.isEmpty()) {
                name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return name.toString();
    }

    private static String source(String name, CommandSpec spec, String text, Path file, String folder) {
        var settings = spec.settings();
        var components = settings.entrySet().stream()
                .map(s -> type(s.getValue()) + " " + s.getKey())
                .collect(Collectors.joining(", "));
        var values = settings.values().stream().map(CommandStudy::literal).collect(Collectors.joining(", "));
        return """
                import java.util.List;
                import org.assay.lab.Paper;
                import org.assay.lab.Plan;
                import org.assay.lab.Study;
                import org.assay.lab.Trial;
                import org.assay.lab.command.CommandSpec;

                public final class %1$s implements Study<%1$s.Setup> {
                    public record Setup(%2$s) {}
                    private static final String FILES = %3$s;
                    private final CommandSpec spec = CommandSpec.parse(String.join("", %4$s), %5$s, java.nio.file.Path.of(%6$s));
                    @Override public String id() { return spec.id(); }
                    @Override public String question() { return spec.question(); }
                    @Override public String family() { return spec.family(); }
                    @Override public List<Paper> papers() { return spec.papers(); }
                    @Override public List<String> deviations() { return spec.deviations(); }
                    @Override public Plan<Setup> plan() { return spec.plan(new Setup(%7$s)); }
                    @Override public void run(Trial<Setup> trial) throws Exception { spec.run(trial); }
                }
                """.formatted(
                name, components, quoted(hashes(spec)), pieces(text), quoted(file.toString()), quoted(folder), values);
    }

    /** SHA-256 of the program's own files. */
    private static String hashes(CommandSpec spec) {
        var lines = new ArrayList<String>();
        for (var file : spec.files()) {
            try {
                lines.add(spec.folder().relativize(file) + " " + sha256(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new LabException("File " + file + " of the study cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return String.join("; ", lines);
    }

    private static String type(Object value) {
        return switch (value) {
            case Integer _ -> "int";
            case Long _ -> "long";
            case Number _ -> "double";
            case Boolean _ -> "boolean";
            default -> "String";
        };
    }

    private static String literal(Object value) {
        return switch (value) {
            case Integer number -> number.toString();
            case Long number -> number + "L";
            case Number number -> "Double.parseDouble(" + quoted(number.toString()) + ")";
            case String text -> quoted(text);
            default -> value.toString();
        };
    }

    /** A long text in pieces, as one constant of a class holds 65,535 bytes at most. */
    private static String pieces(String text) {
        var pieces = new ArrayList<String>();
        for (int at = 0; at < text.length() || pieces.isEmpty(); at += LITERAL) {
            pieces.add(quoted(text.substring(at, Math.min(text.length(), at + LITERAL))));
        }
        return String.join(", ", pieces);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c >= ' ' && c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256.", e);
        }
    }
}
