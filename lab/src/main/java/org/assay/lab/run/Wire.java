package org.assay.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Messages as lines of JSON; doubles travel exactly, NaN and infinities as strings. */
final class Wire {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final OutputStream out;

    Wire(OutputStream out) {
        this.out = out;
    }

    /** Safe from any thread. */
    void send(Message message) throws IOException {
        var json = MAPPER.writerFor(Message.class).writeValueAsBytes(message);
        synchronized (this) {
            out.write(json);
            out.write('\n');
            out.flush();
        }
    }

    /** Empty for a line that is no message, such as output of a native library that slipped in. */
    static Optional<Message> parse(String line) {
        try {
            return Optional.of(MAPPER.readValue(line, Message.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
