package dev.onggi.operator.gateway.referrers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.onggi.operator.gateway.access.RegistryPaths;
import dev.onggi.operator.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest that is about another one: the signature of an image, for instance, or the list of what is in it
 * (https://github.com/opencontainers/image-spec/blob/main/manifest.md, {@code subject}).
 *
 * @param subject digest of the manifest that it is about
 * @param digest its own digest
 * @param descriptor how it is named in a list of referrers, as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written at once and thrown away: never compared
public record Referrer(String subject, Digest digest, byte[] descriptor) {

    /** The types of manifests that may have a subject. */
    public static final Set<String> TYPES =
            Set.of("application/vnd.oci.image.manifest.v1+json", ReferrersIndex.MEDIA_TYPE);

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What a manifest is about.
     *
     * @param mediaType the type that it is pushed or served with, or null
     * @return empty where it is about nothing, or is none: the registry will say what is wrong with it
     */
    public static Optional<Referrer> of(String mediaType, byte[] manifest) {
        var type = mediaType == null ? "" : mediaType.split(";", -1)[0].strip();
        if (!TYPES.contains(type)) {
            return Optional.empty();
        }
        try {
            var fields = Fields.read(manifest);
            return RegistryPaths.isDigest(fields.subject) ? Optional.of(of(type, manifest, fields)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Referrer of(String type, byte[] manifest, Fields fields) {
        var digest = Digest.of(manifest);
        var json = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(json)) {
            out.writeStartObject();
            out.writeStringField("mediaType", type);
            out.writeStringField("digest", digest.value());
            out.writeNumberField("size", manifest.length);
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not of an array of bytes
        }
        return new Referrer(fields.subject, digest, json.toByteArray());
    }

    /** What a descriptor takes over from a manifest. Members are found whatever their case, as the registry finds them. */
    private static final class Fields {

        private String subject;
        private String artifactType;
        private String configType;
        private byte[] annotations;

        static Fields read(byte[] manifest) throws IOException {
            var fields = new Fields();
            try (var json = JSON.createParser(manifest)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return fields;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var name = json.currentName().toLowerCase(Locale.ROOT);
                    json.nextToken();
                    fields.take(name, json, manifest);
                }
            }
            return fields;
        }

        private void take(String name, JsonParser json, byte[] manifest) throws IOException {
            switch (name) {
                case "subject" -> subject = member("digest", json);
                case "config" -> configType = member("mediatype", json);
                case "artifacttype" -> artifactType = json.getValueAsString();
                case "annotations" ->
                    annotations =
                            json.currentToken() == JsonToken.START_OBJECT ? JsonSlice.current(json, manifest) : null;
                default -> json.skipChildren();
            }
        }

        private static String member(String wanted, JsonParser json) throws IOException {
            String found = null;
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var name = json.currentName();
                    json.nextToken();
                    found = name.equalsIgnoreCase(wanted) ? json.getValueAsString() : found;
                    json.skipChildren();
                }
            }
            json.skipChildren();
            return found;
        }

        /** An image manifest without a type of artifact has that of its config; an index has none. */
        void write(JsonGenerator out) throws IOException {
            var type = artifactType == null || artifactType.isEmpty() ? configType : artifactType;
            if (type != null && !type.isEmpty()) {
                out.writeStringField("artifactType", type);
            }
            if (annotations != null) {
                out.writeFieldName("annotations");
                out.writeRawValue(new String(annotations, StandardCharsets.UTF_8));
            }
        }
    }
}
