package org.assay.web;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides who is answered: by the name the dashboard was asked under, where a request that changes something comes from, and the token. */
final class Guard {

    private static final String SESSION = "assay dashboard session";

    private final Set<String> names;
    private final Optional<String> token;
    private final String cookie;

    private Guard(Set<String> names, Optional<String> token, String cookie) {
        this.names = names;
        this.token = token;
        this.cookie = cookie;
    }

    /** @param port cookies are shared by all ports of a host, so its number is in the cookie's name */
    static Guard of(Settings settings, int port) {
        var names = new HashSet<String>();
        var address = settings.address();
        if (address.isLoopbackAddress()) {
            names.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        }
        (address.isAnyLocalAddress() ? ownAddresses() : List.of(address)).forEach(own -> names.add(literal(own)));
        settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new Guard(Set.copyOf(names), settings.token(), "assay-" + port);
    }

    private static List<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** An address as it stands in a URL. */
    static String literal(InetAddress address) {
        var text = address.getHostAddress().replaceAll("%.*", "");
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /**
     * A page of another site whose name was made to point here (DNS rebinding) still asks under its own name.
     *
     * @throws Refusal unless there is one Host header with a name of ours
     */
    void admitHost(Headers headers) {
        var hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !names.contains(name(hosts.getFirst()))) {
            throw new Refusal(
                    421, "This dashboard does not answer to the name it was asked under; --allow-host NAME adds one.");
        }
    }

    private static String name(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    }

    /** @throws Refusal unless the request comes from a page of this dashboard */
    void admitOrigin(Headers headers) {
        var origins = headers.getOrDefault("Origin", List.of());
        var host = String.valueOf(headers.getFirst("Host")).toLowerCase(Locale.ROOT);
        if (origins.size() != 1
                || !Set.of("http://" + host, "https://" + host)
                        .contains(origins.getFirst().toLowerCase(Locale.ROOT))) {
            throw new Refusal(403, "Only pages of this dashboard may send it anything.");
        }
    }

    /** Whether the request carries what shows that its sender knows the token; without a token everybody does. */
    boolean knows(Headers headers) {
        return token.isEmpty()
                || headers.getOrDefault("Authorization", List.of()).stream()
                        .anyMatch(value -> Hashes.same(value, "Bearer " + token.get()))
                || headers.getOrDefault("Cookie", List.of()).stream()
                        .flatMap(line -> List.of(line.split(";", -1)).stream())
                        .anyMatch(pair -> Hashes.same(pair.strip(), cookie + "=" + session()));
    }

    /** The cookie for who gives the right token; empty for a wrong one. */
    Optional<String> login(String given) {
        return token.filter(t -> Hashes.same(t, given.strip()))
                .map(_ -> cookie + "=" + session() + "; Path=/; HttpOnly; SameSite=Strict");
    }

    private String session() {
        return Hashes.keyed(token.orElse(""), SESSION);
    }
}
