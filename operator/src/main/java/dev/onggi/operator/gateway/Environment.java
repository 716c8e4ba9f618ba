package dev.onggi.operator.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Environment variables by what follows {@value #PREFIX} in their names; an empty one is as good as none. */
final class Environment {

    private static final String PREFIX = "ONGGI_GATEWAY_";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<String> text(String name) {
        return whole(PREFIX + name);
    }

    /** A variable by its whole name. */
    Optional<String> whole(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    Optional<Path> path(String name) throws SettingsException {
        var text = text(name);
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw wrong(name, "must be a path, it is " + text.get());
        }
    }

    Optional<URI> uri(String name) throws SettingsException {
        var text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(text.get());
            if (uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw wrong(name, "must be a URL with a host, it is " + text.get());
    }

    OptionalInt port(String name) throws SettingsException {
        var text = text(name);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(portIn(name, text.get()));
    }

    int portIn(String name, String text) throws SettingsException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, "must have ports from 0 to 65535, this is none: " + text);
    }

    OptionalLong count(String name) throws SettingsException {
        var text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long count = Long.parseLong(text.get());
            if (count >= 0) {
                return OptionalLong.of(count);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, "must be a whole number that is not negative, it is " + text.get());
    }

    SettingsException wrong(String name, String what) {
        return new SettingsException(PREFIX + name + " " + what);
    }
}
