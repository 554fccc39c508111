package org.assay.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/** What driver and contestants say to each other: one JSON object a line, each request answered by one reply. */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Messages() {}

    /** What a request asks for. */
    enum Verb {
        /** Who the contestant is, and which kernels it runs on. */
        HELLO,
        /** Writes batch and starting weights of the workload to the file. */
        EXPORT,
        /** Builds the workload from the file, takes a few steps, chooses its threads and warms up. */
        PREPARE,
        /** Takes steps for so many seconds. */
        RUN,
        /** Multiplies matrices for so many seconds. */
        PEAK
    }

    /**
     * A request.
     *
     * @param threads for one operation; 0 leaves the choice to the contestant
     */
    record Request(Verb verb, String workload, String precision, String file, int threads, double seconds) {
        static Request hello() {
            return new Request(Verb.HELLO, "", "", "", 0, 0);
        }
    }

    /**
     * A reply; what was not asked for is left at its default.
     *
     * @param kernels who the contestant is, with versions and instruction sets
     * @param losses of the first steps
     * @param steps how many were taken
     * @param flop how many operations were done
     * @param seconds how long that took
     * @param error why the request could not be met, else nothing
     */
    record Reply(
            String kernels,
            long parameters,
            List<Double> losses,
            int threads,
            long steps,
            double flop,
            double seconds,
            @org.jspecify.annotations.Nullable String error) {

        static Reply of(String kernels) {
            return new Reply(kernels, 0, List.of(), 0, 0, 0, 0, null);
        }

        static Reply prepared(long parameters, List<Double> losses, int threads) {
            return new Reply("", parameters, losses, threads, 0, 0, 0, null);
        }

        static Reply ran(long steps, double flop, double seconds) {
            return new Reply("", 0, List.of(), 0, steps, flop, seconds, null);
        }

        static Reply failed(String why) {
            return new Reply("", 0, List.of(), 0, 0, 0, 0, why);
        }

        /** Steps a second. */
        double rate() {
            return steps / seconds;
        }

        Optional<String> failure() {
            return Optional.ofNullable(error);
        }
    }

    static String line(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message could not be written.", e);
        }
    }

    static Request request(String line) throws JsonProcessingException {
        return JSON.readValue(line, Request.class);
    }

    static Reply reply(String line) throws JsonProcessingException {
        return JSON.readValue(line, Reply.class);
    }
}
