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
import org.assay.tensor.Native;

/** What a contestant written in Java does for each request, and the loop that reads and answers them. */
interface Contestant {
    double CHOICE_SECONDS = 0.3;

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

    /** Sets the number of threads that takes most steps, or the one that is asked for, and says which. */
    static int fastest(Runnable step, double flop, int asked) {
        return fastest(step, flop, asked, CHOICE_SECONDS);
    }

    /** The same, each number of threads tried for so many seconds after as many to warm up. */
    static int fastest(Runnable step, double flop, int asked, double seconds) {
        int best = Math.max(1, asked);
        double most = 0;
        int cores = asked > 0 ? 0 : Runtime.getRuntime().availableProcessors();
        for (int threads = 1; threads <= cores; threads++) {
            Native.threads(threads);
            steps(step, flop, seconds);
            double rate = steps(step, flop, seconds).rate();
            if (rate > most) {
                most = rate;
                best = threads;
            }
        }
        Native.threads(best);
        steps(step, flop, seconds);
        return best;
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
