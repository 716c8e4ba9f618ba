package dev.onggi.operator.gateway.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.onggi.operator.gateway.storage.ManifestContent.Descriptor;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads manifests and indexes of OCI and Docker
 * (https://github.com/opencontainers/image-spec/blob/main/manifest.md, image-index.md), token by token: a client may push
 * four MiB of them, and a tree of that would be ten times as large. Members are found whatever their case, as the
 * registry and most clients, written in Go, find them.
 */
public final class ManifestParser {

    private static final JsonFactory JSON = new JsonFactory();

    private ManifestParser() {}

    /**
     * Reads a manifest.
     *
     * @throws IOException where it is not a JSON object
     */
    public static ManifestContent parse(byte[] manifest) throws IOException {
        try (var json = JSON.createParser(manifest)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a manifest that is not a JSON object");
            }
            var singles = new HashMap<String, Descriptor>();
            var blobs = new ArrayList<Descriptor>();
            var manifests = new ArrayList<Descriptor>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field.toLowerCase(Locale.ROOT)) {
                    case "config", "subject" ->
                        descriptor(json).ifPresent(found -> singles.put(field.toLowerCase(Locale.ROOT), found));
                    // "blobs" of an artifact manifest, "fsLayers" and "blobSum" of Docker's first schema
                    case "layers", "blobs", "fslayers" -> descriptors(json, blobs);
                    case "manifests" -> descriptors(json, manifests);
                    default -> json.skipChildren();
                }
            }
            // the rest of the document must be well-formed too
            while (json.nextToken() != null) {
                json.skipChildren();
            }
            return new ManifestContent(
                    Optional.ofNullable(singles.get("config")),
                    List.copyOf(blobs),
                    List.copyOf(manifests),
                    Optional.ofNullable(singles.get("subject")).map(Descriptor::digest));
        }
    }

    private static void descriptors(JsonParser json, List<Descriptor> into) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                descriptor(json).ifPresent(into::add);
            }
        }
    }

    private static Optional<Descriptor> descriptor(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        Optional<Digest> digest = Optional.empty();
        long size = 0;
        var platform = Map.<String, String>of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field.toLowerCase(Locale.ROOT)) {
                case "digest", "blobsum" -> digest = Digest.parse(json.getValueAsString(""));
                case "size" -> size = json.getValueAsLong();
                case "platform" -> platform = value == JsonToken.START_OBJECT ? texts(json) : platform;
                default -> {}
            }
            json.skipChildren();
        }
        long bytes = size;
        var runsOn = platformOf(platform);
        return digest.map(found -> new Descriptor(found, bytes, runsOn));
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        var texts = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(field, json.getText());
            }
            json.skipChildren();
        }
        return texts;
    }

    /** The platform that these members of a config or of a descriptor's platform say; BuildKit's attestations have the platform unknown/unknown. */
    static Optional<String> platformOf(Map<String, String> members) {
        var os = members.getOrDefault("os", "");
        var architecture = members.getOrDefault("architecture", "");
        if (os.isEmpty() || architecture.isEmpty() || os.equals("unknown")) {
            return Optional.empty();
        }
        var variant = members.getOrDefault("variant", "");
        return Optional.of(os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant));
    }

    /** The platform that an image's config is for; empty where it says none. */
    static Optional<String> platformOfConfig(byte[] config) throws IOException {
        try (var json = JSON.createParser(config)) {
            return json.nextToken() == JsonToken.START_OBJECT ? platformOf(texts(json)) : Optional.empty();
        }
    }
}
