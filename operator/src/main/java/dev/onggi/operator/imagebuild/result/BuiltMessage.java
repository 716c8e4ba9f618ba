package dev.onggi.operator.imagebuild.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.Digest;
import java.util.Optional;

/** The message of a build that went well: {@code {"steps":N,"cachedSteps":M,"metadata":{…}}}. */
final class BuiltMessage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BuiltMessage() {}

    static Optional<BuildResult.Built> read(String told) {
        if (!told.startsWith("{")) {
            return Optional.empty();
        }
        try {
            var json = MAPPER.readTree(told);
            var digest = json.path("metadata").path("containerimage.digest").asText();
            int steps = Math.max(0, json.path("steps").asInt());
            int cached = Math.clamp(json.path("cachedSteps").asInt(), 0, steps);
            return Optional.of(new BuildResult.Built(new Digest(digest), steps, cached));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
