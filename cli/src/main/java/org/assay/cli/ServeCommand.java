package org.assay.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.assay.web.Dashboard;
import org.assay.web.Settings;
import org.assay.web.Token;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        sortOptions = false,
        description =
                "Show runs as they go on, their verdicts and the catalogue in a browser; reads only, and only for this machine "
                        + "unless --host says otherwise.",
        footerHeading = "%n",
        footer =
                "With --host other machines can reach it: then every visitor needs the token, and what is sent is not encrypted. "
                        + "An SSH tunnel (ssh -L 8642:localhost:8642 MACHINE) does without both.")
final class ServeCommand implements Callable<Integer> {

    private static final int PORTS = 65_535;

    private final Io io;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8642",
            description = "The port to listen on (default: 8642); 0 for any free one.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "An address of this machine that others can reach, or 0.0.0.0 for all of them (default: this machine alone).")
    @Nullable
    String host;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A further name under which it may be asked for, such as that of a proxy; may be repeated.")
    List<String> names = List.of();

    @Option(names = "--token", description = "Ask for the token on this machine, too.")
    boolean asks;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Where the token is kept, readable by you alone (default: .token in the folder of runs); made if it is not there.")
    @Nullable
    Path tokenFile;

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    HelpOption help = new HelpOption();

    ServeCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > PORTS) {
            throw Failure.usage("--port is a number from 0 to " + PORTS + ", not " + port + ".");
        }
        var address = address();
        var secret = tokenFile == null
                ? runs.in(io).resolve(".token")
                : io.directory().resolve(tokenFile);
        var token = asks || !address.isLoopbackAddress() ? Optional.of(Token.in(secret)) : Optional.<String>empty();
        var settings = new Settings(runs.in(io), address, port, Set.copyOf(names), token, new RecordedCatalogue(io));
        var dashboard = Dashboard.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close));
        io.out().line("Dashboard: " + dashboard.address());
        token.ifPresent(_ -> io.out().line("It asks for the token in " + io.shown(secret) + "."));
        if (!address.isLoopbackAddress()) {
            io.out().line("Other machines can reach it, and what is sent is not encrypted.");
        }
        io.out().line("Ctrl-C ends it.");
        new CountDownLatch(1).await();
        return Exit.OK;
    }

    private InetAddress address() {
        if (host == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw Failure.usage("--host is an address of this machine; there is no '" + host + "'.");
        }
    }
}
