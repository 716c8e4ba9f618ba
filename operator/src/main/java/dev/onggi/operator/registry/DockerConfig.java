package dev.onggi.operator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads who may use a registry out of the document that Secrets of type kubernetes.io/dockerconfigjson hold
 * (https://kubernetes.io/docs/concepts/containers/images/#config-json).
 */
public final class DockerConfig {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SCHEME = Pattern.compile("^https?://");

    /** docker login writes the first of them; the others are names of the same registry. */
    private static final Pattern DOCKER_HUB = Pattern.compile("index\\.docker\\.io|registry-1\\.docker\\.io");

    private DockerConfig() {}

    /**
     * The user of a registry.
     *
     * @param document JSON; one that cannot be read has no user
     * @param host host and port of the registry
     */
    public static Optional<RegistryEndpoint.User> user(String document, String host) {
        var auths = json(document).path("auths");
        for (var names = auths.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (host(name).equals(host(host))) {
                return entry(auths.path(name));
            }
        }
        return Optional.empty();
    }

    private static Optional<RegistryEndpoint.User> entry(JsonNode entry) {
        if (entry.hasNonNull("username") && entry.hasNonNull("password")) {
            return Optional.of(new RegistryEndpoint.User(
                    entry.path("username").asText(), entry.path("password").asText()));
        }
        var pair = decoded(entry.path("auth").asText());
        var colon = pair.indexOf(':');
        return colon < 1
                ? Optional.empty()
                : Optional.of(new RegistryEndpoint.User(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    /** Keys may be URLs, such as that of Docker Hub. */
    private static String host(String key) {
        var withoutScheme = SCHEME.matcher(key).replaceFirst("");
        var slash = withoutScheme.indexOf('/');
        var host = slash < 0 ? withoutScheme : withoutScheme.substring(0, slash);
        return DOCKER_HUB.matcher(host).replaceFirst("docker.io");
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static JsonNode json(String document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
