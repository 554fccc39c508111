package org.assay.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.report.RunData.Source;

/** The sources a study consists of: its own and those of the classes it uses, as far as they were packaged beside their classes. */
final class StudySources {

    private StudySources() {}

    /** By path within the source tree; the study first, then in the order they are come upon. */
    static List<Source> of(Class<?> study) {
        Map<String, Source> found = new LinkedHashMap<>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(study.getName().replace('.', '/')));
        while (!open.isEmpty()) {
            var name = open.poll();
            if (!seen.add(name)) {
                continue;
            }
            var file = name.replaceFirst("\\$.*", "") + ".java";
            var text = found.containsKey(file) ? Optional.<byte[]>empty() : bytes(study, file);
            text.ifPresent(t -> found.put(file, new Source(file, new String(t, StandardCharsets.UTF_8))));
            if (found.containsKey(file)) {
                bytes(study, name + ".class").ifPresent(c -> open.addAll(uses(c)));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<String> uses(byte[] classFile) {
        var names = new java.util.ArrayList<String>();
        for (var entry : ClassFile.of().parse(classFile).constantPool()) {
            if (entry instanceof ClassEntry used && !used.asInternalName().startsWith("[")) {
                names.add(used.asInternalName());
            }
        }
        return names;
    }

    private static Optional<byte[]> bytes(Class<?> study, String path) {
        try (var in = study.getResourceAsStream("/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path + " of study " + study.getName() + " cannot be read.", e);
        }
    }
}
