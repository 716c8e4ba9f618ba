package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.InRepository;

/**
 * A registry behind the gateway.
 *
 * @param host its address
 * @param port its port
 * @param prefix what the gateway's repositories of it begin with, and its own do not; empty or with a slash at its end
 */
record Origin(String host, int port, String prefix) {

    private static final String BASE = "/v2/";

    /** The path there of a repository's path here. */
    String path(InRepository path) {
        return BASE + path.repository().substring(prefix.length()) + path.rest();
    }

    /** A Location or Link from there as it is to be followed here: relative, and with the prefix. */
    String reference(String value) {
        var relative = value.replace("http://" + host + ":" + port + "/", "/");
        return prefix.isEmpty() ? relative : relative.replace(BASE, BASE + prefix);
    }
}
