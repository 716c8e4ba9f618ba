package dev.onggi.operator.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.LogText;
import java.io.IOException;
import java.util.Optional;

/** The configuration of an image (https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md). */
final class ImageConfig {

    private static final String ROOT = "root";

    /** Whoever names a user at greater length names none that a kubelet could check. */
    private static final int MOST = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImageConfig() {}

    /** Who the image runs as: root where the configuration names nobody; empty where it is no configuration. */
    static Optional<String> user(byte[] content) {
        try {
            var json = JSON.readTree(content);
            if (!json.isObject()) {
                return Optional.empty();
            }
            var user = LogText.line(json.path("config").path("User").asText(), MOST);
            return Optional.of(user.isEmpty() ? ROOT : user);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
