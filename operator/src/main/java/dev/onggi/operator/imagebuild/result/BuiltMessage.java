package dev.onggi.operator.imagebuild.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.NamedDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The message of a build that went well: {@code
 * {"steps":N,"cachedSteps":M,"pushSeconds":S,"bases":["name:tag@sha256:…"],"metadata":{…}}}, where it pushed an index
 * {@code "image"}, and where its last stage is not from scratch {@code "base":"name:tag@sha256:…"}.
 */
final class BuiltMessage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Names are as long as registries take them, which bounds them; a base image may be named by its digest alone. */
    private static final Pattern BASE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._:/-]{0,480})@(sha256:[0-9a-f]{64})");

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
            return Optional.of(new BuildResult.Built(
                    new Digest(digest),
                    steps,
                    cached,
                    bases(json.path("bases")),
                    base(json.path("base").asText())));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BaseImage> base(String told) {
        var form = BASE.matcher(told);
        return form.matches() ? Optional.of(new BaseImage(form.group(1), form.group(2))) : Optional.empty();
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
