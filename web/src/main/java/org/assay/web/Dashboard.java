package org.assay.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assay.lab.LabException;

/** The dashboard over a folder of runs, from its start until it is closed. It reads and changes nothing. */
public final class Dashboard implements AutoCloseable {

    /** No script and no style but our own files; nothing from elsewhere, and no frame around us. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private static final int FORM_BYTES = 4096;
    private static final int CONNECTIONS = 256;

    static {
        // Read once, when the JDK's server is first used: small answers leave at once, and who dawdles is let go.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Guard guard;
    private final Site site;
    private final URI address;

    private Dashboard(HttpServer server, ExecutorService threads, Guard guard, Site site, URI address) {
        this.server = server;
        this.threads = threads;
        this.guard = guard;
        this.site = site;
        this.address = address;
    }

    /**
     * Starts to serve.
     *
     * @throws LabException in one sentence if the address or the port cannot be had
     */
    public static Dashboard start(Settings settings) {
        try {
            var server = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
            int port = server.getAddress().getPort();
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            var host = settings.address().isAnyLocalAddress() ? "localhost" : Guard.literal(settings.address());
            var dashboard = new Dashboard(
                    server,
                    threads,
                    Guard.of(settings, port),
                    new Site(settings),
                    URI.create("http://" + host + ":" + port + "/"));
            server.setExecutor(threads);
            server.createContext("/", dashboard::handle);
            server.start();
            threads.execute(dashboard::warm);
            return dashboard;
        } catch (BindException e) {
            throw new LabException(
                    "Port " + settings.port() + " of " + settings.address().getHostAddress() + " cannot be had ("
                            + e.getMessage() + "): choose another with --port, or --port 0 for any free one.",
                    e);
        } catch (IOException e) {
            throw new LabException("The dashboard cannot be served: " + e.getMessage() + ".", e);
        }
    }

    /** Where it is. */
    public URI address() {
        return address;
    }

    private void warm() {
        try {
            site.warm();
        } catch (RuntimeException e) {
            // Whoever asks for a page is told.
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            // The browser went away.
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return admitted(exchange);
        } catch (Refusal refusal) {
            return Answer.page(Problem.page(refusal.status(), refusal.sentence()))
                    .as(refusal.status());
        } catch (LabException trouble) {
            return Answer.page(Problem.page(500, String.valueOf(trouble.getMessage())))
                    .as(500);
        } catch (RuntimeException defect) {
            var sentence = "This should not have happened (" + defect.getClass().getSimpleName() + ": "
                    + defect.getMessage() + ").";
            return Answer.page(Problem.page(500, sentence)).as(500);
        }
    }

    private Answer admitted(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var method = exchange.getRequestMethod();
        guard.admitHost(headers);
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads) {
            guard.admitOrigin(headers);
        }
        var request = Request.of(exchange.getRequestURI());
        var path = String.join("/", request.path());
        if (path.equals("login")) {
            var given = reads ? request.one("token") : form(exchange);
            return given.flatMap(guard::login)
                    .map(cookie -> Answer.redirect("/").with("Set-Cookie", cookie))
                    .orElseGet(
                            () -> Answer.page(Problem.login(given.isPresent())).as(given.isPresent() ? 403 : 200));
        }
        if (!reads) {
            throw new Refusal(405, "This dashboard only reads.");
        }
        if (!guard.knows(headers) && !path.startsWith("assets/")) {
            return Answer.page(Problem.login(false)).as(401);
        }
        return site.answer(request);
    }

    private static Optional<String> form(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(FORM_BYTES + 1);
        if (body.length > FORM_BYTES) {
            throw new Refusal(413, "The form holds too much.");
        }
        var values = Request.form(new String(body, StandardCharsets.ISO_8859_1));
        return values.getOrDefault("token", java.util.List.of("")).stream().findFirst();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        answer.headers().forEach(headers::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (answer.length() >= 0) {
                headers.set("Content-Length", Long.toString(answer.length()));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : Math.max(0, answer.length()));
        if (answer.length() != 0) {
            try (var out = exchange.getResponseBody()) {
                answer.body().write(out);
            }
        }
    }

    @Override
    public void close() {
        site.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
