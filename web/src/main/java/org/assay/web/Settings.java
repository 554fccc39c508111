package org.assay.web;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a dashboard is served.
 *
 * @param runs folder of the runs and their store; need not be there yet
 * @param address to listen on
 * @param port to listen on; 0 for any free one
 * @param names host names under which it may be asked for, beside those of its address
 * @param token secret that a visitor needs; must be given unless the address is a loopback one
 */
public record Settings(
        Path runs, InetAddress address, int port, Set<String> names, Optional<String> token, Catalogue catalogue) {

    public Settings {
        names = Set.copyOf(names);
        if (token.isEmpty() && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("A dashboard on " + address.getHostAddress()
                    + " can be reached from other machines and needs a token.");
        }
    }

    /** On this machine alone, without a token. */
    public static Settings local(Path runs, int port, Catalogue catalogue) {
        return new Settings(runs, InetAddress.getLoopbackAddress(), port, Set.of(), Optional.empty(), catalogue);
    }
}
