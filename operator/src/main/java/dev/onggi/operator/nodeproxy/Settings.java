package dev.onggi.operator.nodeproxy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a proxy is started with.
 *
 * @param port where it listens, on 127.0.0.1
 * @param registry IP address and port of the registry's Service
 * @param authority file with the CA that signed the registry's certificate, in PEM; empty for a registry that speaks plain
 *     HTTP
 */
record Settings(int port, InetSocketAddress registry, Optional<Path> authority) {

    private static final String PORT = "ONGGI_PROXY_PORT";
    private static final String REGISTRY = "ONGGI_PROXY_REGISTRY";
    private static final String AUTHORITY = "ONGGI_PROXY_CA";

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException when a variable is missing or cannot be used; the message names it
     */
    static Settings of(Map<String, String> environment) {
        String registry = required(environment, REGISTRY);
        int colon = registry.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(REGISTRY + " must be <IP address>:<port>, not " + registry);
        }
        String host = registry.substring(0, colon).replace("[", "").replace("]", "");
        return new Settings(
                port(PORT, required(environment, PORT)),
                new InetSocketAddress(host, port(REGISTRY, registry.substring(colon + 1))),
                Optional.ofNullable(environment.get(AUTHORITY)).map(Path::of));
    }

    private static String required(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(variable + " is not set");
        }
        return value;
    }

    private static int port(String variable, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is no port
        }
        throw new IllegalArgumentException(variable + " has no port from 1 to 65535: " + text);
    }
}
