package org.assay.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.assay.bench.Messages.Reply;
import org.assay.bench.Messages.Request;

/** What a contestant written in Java does for each request, and the loop that reads and answers them. */
interface Contestant {
    Reply answer(Request request);

    /** Answers requests from standard input until it ends. Whatever else the process prints goes to standard error. */
    static void serve(Contestant contestant) throws IOException {
        var replies = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = requests.readLine(); line != null; line = requests.readLine()) {
            replies.println(Messages.line(answered(contestant, Messages.request(line))));
        }
    }

    private static Reply answered(Contestant contestant, Request request) {
        try {
            return contestant.answer(request);
        } catch (RuntimeException e) {
            return Reply.failed(String.valueOf(e.getMessage()));
        }
    }

    /** Takes steps for so many seconds. */
    static Reply steps(Runnable step, double flop, double seconds) {
        long count = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long now;
        do {
            step.run();
            count++;
            now = System.nanoTime();
        } while (now < end);
        return Reply.ran(count, count * flop, (now - start) / 1e9);
    }
}
