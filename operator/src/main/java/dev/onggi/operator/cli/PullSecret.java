package dev.onggi.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.registry.RegistryEndpoint;

/** Reads a Secret of type kubernetes.io/dockerconfigjson. */
final class PullSecret {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PullSecret() {}

    /**
     * The user for a registry.
     *
     * @param config the Secret's document
     * @param address host and port of the registry
     * @throws CommandException where the document has none; nothing of it is repeated
     */
    static RegistryEndpoint.User user(String config, String address) {
        try {
            var entry = JSON.readTree(config).path("auths").path(address);
            if (entry.path("username").isTextual() && entry.path("password").isTextual()) {
                return new RegistryEndpoint.User(
                        entry.get("username").asText(), entry.get("password").asText());
            }
        } catch (JsonProcessingException e) {
            throw unusable(address);
        }
        throw unusable(address);
    }

    private static CommandException unusable(String address) {
        return CommandException.failed("the pull Secret has no user for " + address);
    }
}
