package org.assay.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Holds trials until they are let through. */
final class Gate implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final ServerSocket server;
    private final BlockingQueue<Socket> held = new LinkedBlockingQueue<>();
    private volatile boolean open;

    Gate() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    held.add(server.accept());
                    if (open) {
                        letThrough();
                    }
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until a trial stands at the gate and returns it; closing it lets the trial through. */
    Socket arrival() throws InterruptedException {
        var trial = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (trial == null) {
            throw new AssertionError("No trial came to the gate.");
        }
        return trial;
    }

    /** Lets through whoever stands here and whoever comes. */
    void open() throws IOException {
        open = true;
        letThrough();
    }

    private void letThrough() throws IOException {
        for (var socket = held.poll(); socket != null; socket = held.poll()) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        letThrough();
    }
}
