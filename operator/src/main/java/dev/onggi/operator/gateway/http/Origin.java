package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.Access;
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

    /** The folder of a pull-through registry: the last part of its prefix. */
    String folder() {
        return prefix.substring(Access.UPSTREAM.length(), prefix.length() - 1);
    }

    /** The name there of a repository here. */
    String repository(InRepository path) {
        return path.repository().substring(prefix.length());
    }

    /** The path there of a repository's path here. */
    String path(InRepository path) {
        return BASE + repository(path) + path.rest();
    }

    /** A Location or Link from there as it is to be followed here: relative, and with the prefix. */
    String reference(String value) {
        var relative = value.replace("http://" + host + ":" + port + "/", "/");
        return prefix.isEmpty() ? relative : relative.replace(BASE, BASE + prefix);
    }
}
