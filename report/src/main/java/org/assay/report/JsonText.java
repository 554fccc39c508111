package org.assay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON that is the same on every system. */
final class JsonText {

    private static final ObjectWriter WRITER = writer();

    private JsonText() {}

    static String of(Object value) {
        try {
            return WRITER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A file of the bundle cannot be written as JSON.", e);
        }
    }

    /** Keys and values in turn, in this order; values that are empty texts are left out. */
    static Map<String, Object> object(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (!"".equals(keysAndValues[i + 1])) {
                map.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return map;
    }

    static Map<String, Object> id(String id) {
        return object("@id", id);
    }

    private static ObjectWriter writer() {
        var lines = new DefaultIndenter("  ", "\n");
        return new ObjectMapper()
                .writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
    }
}
