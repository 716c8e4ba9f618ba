package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.storage.StorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a gateway is set up: by environment variables alone, all of them beginning with {@code ONGGI_GATEWAY_}.
 *
 * @param listen LISTEN: the port it serves on; 5000 unless given, 0 for any that is free
 * @param registry REGISTRY: the registry behind it; {@code http://127.0.0.1:5001} unless given
 * @param tls TLS: directory with tls.crt and tls.key; without it the gateway speaks plain HTTP
 * @param users USERS: file with the users; without it everybody may do everything
 * @param storage STORAGE and S3_…: where the registry keeps its data; without it the admin API has no answers
 * @param grace GRACE: seconds for which a digest is in use after a request has named it; 3600 unless given
 * @param upstreams UPSTREAMS: {@code host=port,…}: local port of the pull-through registry of each host
 * @param patience PATIENCE: seconds that an upstream gets to begin an answer; 30 unless given
 */
record GatewaySettings(
        int listen,
        URI registry,
        Optional<Path> tls,
        Optional<Path> users,
        Optional<StorageSettings> storage,
        Duration grace,
        Map<String, Integer> upstreams,
        Duration patience) {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]+(?:[._-]+[a-z0-9]+)*");

    /**
     * The settings in an environment.
     *
     * @throws SettingsException where a value is not of its form, or two contradict each other
     */
    static GatewaySettings of(Map<String, String> variables) throws SettingsException {
        var environment = new Environment(variables);
        return new GatewaySettings(
                environment.port("LISTEN").orElse(5000),
                registry(environment),
                environment.path("TLS"),
                environment.path("USERS"),
                StorageEnvironment.read(environment),
                Duration.ofSeconds(environment.count("GRACE").orElse(3600)),
                upstreams(environment),
                Duration.ofSeconds(environment.count("PATIENCE").orElse(30)));
    }

    private static URI registry(Environment environment) throws SettingsException {
        var registry = environment.uri("REGISTRY").orElse(URI.create("http://127.0.0.1:5001"));
        if (!"http".equals(registry.getScheme()) || registry.getPort() < 0) {
            throw environment.wrong("REGISTRY", "must be http://<address>:<port>, it is " + registry);
        }
        return registry;
    }

    private static Map<String, Integer> upstreams(Environment environment) throws SettingsException {
        var upstreams = new TreeMap<String, Integer>();
        for (String pair : environment.text("UPSTREAMS").orElse("").split(",", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var host = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !HOST.matcher(host).matches()) {
                throw environment.wrong("UPSTREAMS", "must be <host>=<port>,…; this is not: " + pair);
            }
            if (upstreams.put(host, environment.portIn("UPSTREAMS", pair.substring(equals + 1))) != null) {
                throw environment.wrong("UPSTREAMS", "names " + host + " twice");
            }
        }
        return upstreams;
    }
}
