package org.assay.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;

/** A contestant's process, as the driver sees it. */
final class Peer implements AutoCloseable {
    private final String name;
    private final Process process;
    private final PrintStream requests;
    private final BufferedReader replies;

    private Peer(String name, Process process) {
        this.name = name;
        this.process = process;
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process, which reads requests from its standard input; what it writes to its standard error goes to the log. */
    static Peer start(String name, List<String> command, Path log) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Peer(name, process);
        } catch (IOException e) {
            throw new BenchException(name + " could not be started: " + e.getMessage() + ".", e);
        }
    }

    String name() {
        return name;
    }

    Reply ask(Request request) {
        send(request);
        return receive();
    }

    /** The answer, which must not be a failure. */
    Reply require(Request request) {
        return required(ask(request));
    }

    private Reply required(Reply reply) {
        reply.failure().ifPresent(why -> {
            throw new BenchException(name + " failed: " + why);
        });
        return reply;
    }

    void send(Request request) {
        requests.println(Messages.line(request));
    }

    /** The answer to what was sent last, which must not be a failure. */
    Reply requireNext() {
        return required(receive());
    }

    private Reply receive() {
        try {
            var line = replies.readLine();
            if (line == null) {
                throw new BenchException(name + " ended before it answered.");
            }
            return Messages.reply(line);
        } catch (JsonProcessingException e) {
            throw new BenchException(name + " answered what is no reply: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new BenchException(name + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
