package dev.onggi.operator.imagebuild.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.NamedDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The message of a build that went well: {@code
 * {"steps":N,"cachedSteps":M,"pushSeconds":S,"bases":["name:tag@sha256:…"],"metadata":{…}}}, and where it pushed an index,
 * {@code "image"}.
 */
final class BuiltMessage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** As many as the status takes. */
    private static final int MOST_BASES = 32;

    private BuiltMessage() {}

    static Optional<BuildResult.Built> read(String told) {
        if (!told.startsWith("{")) {
            return Optional.empty();
        }
        try {
            var json = MAPPER.readTree(told);
            // of an index with attestations, the image in it: it is the same for the same input
            var pushed = json.path("metadata").path("containerimage.digest").asText();
            var digest = json.path("image").asText(pushed);
            int steps = Math.max(0, json.path("steps").asInt());
            int cached = Math.clamp(json.path("cachedSteps").asInt(), 0, steps);
            return Optional.of(new BuildResult.Built(new Digest(digest), steps, cached, bases(json.path("bases"))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is no name with a tag and a digest is left out: there is nothing to ask for. */
    private static List<BaseImage> bases(JsonNode bases) {
        return StreamSupport.stream(bases.spliterator(), false)
                .map(JsonNode::asText)
                .map(NamedDigest::parse)
                .flatMap(Optional::stream)
                .map(named -> new BaseImage(named.reference(), named.digest().value()))
                .distinct()
                .limit(MOST_BASES)
                .toList();
    }
}
