package dev.onggi.operator.gateway.referrers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The list of what is about a manifest. It is an index under a tag that has the subject's digest for its name, as the
 * specification has it for registries without an API
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema): so clients that keep the tag
 * themselves, the collection of garbage and copies of the registry understand it too.
 *
 * @param json the index
 * @param digests what it names
 */
@SuppressWarnings("ArrayRecordComponent") // written at once and thrown away: never compared
public record ReferrersIndex(byte[] json, List<String> digests) {

    /** The type of an index. */
    public static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_ALGORITHM = 32;
    private static final int LONGEST_ENCODED = 64;

    /** Nothing is about the manifest. */
    public static ReferrersIndex none() {
        return new Draft().index();
    }

    /** The tag of the index of a subject. */
    public static String tag(String subject) {
        int colon = subject.indexOf(':');
        return shortened(subject.substring(0, colon), LONGEST_ALGORITHM)
                + "-"
                + shortened(subject.substring(colon + 1), LONGEST_ENCODED);
    }

    private static String shortened(String text, int longest) {
        return text.substring(0, Math.min(longest, text.length()));
    }

    /**
     * An index with those of its entries that are wanted, each as it stands.
     *
     * @throws IOException where it is no index
     */
    public static ReferrersIndex of(byte[] index, Predicate<Entry> wanted) throws IOException {
        var draft = new Draft();
        draft.addAll(index, wanted);
        return draft.index();
    }

    /**
     * An index with one more entry, the last; it takes the place of an entry of the same digest.
     *
     * @throws IOException where it is no index
     */
    public ReferrersIndex with(Referrer referrer) throws IOException {
        var draft = new Draft();
        draft.addAll(json, entry -> !entry.digest().equals(referrer.digest().value()));
        draft.add(referrer.digest().value(), referrer.descriptor());
        return draft.index();
    }

    /** An index; nobody changes its bytes. */
    public ReferrersIndex {
        digests = List.copyOf(digests);
    }

    /**
     * What an index names.
     *
     * @param digest its digest
     * @param artifactType its type; empty for one that has none
     */
    public record Entry(String digest, String artifactType) {}

    private static final class Draft {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<String> digests = new ArrayList<>();

        Draft() {
            out.writeBytes(
                    ("{\"schemaVersion\":2,\"mediaType\":\"" + MEDIA_TYPE + "\",\"manifests\":[").getBytes(US_ASCII));
        }

        void add(String digest, byte[] descriptor) {
            if (!digests.isEmpty()) {
                out.write(',');
            }
            digests.add(digest);
            out.writeBytes(descriptor);
        }

        void addAll(byte[] index, Predicate<Entry> wanted) throws IOException {
            try (var json = JSON.createParser(index)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("an index that is not a JSON object");
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean manifests = json.currentName().equalsIgnoreCase("manifests");
                    if (json.nextToken() == JsonToken.START_ARRAY && manifests) {
                        entries(json, index, wanted);
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }

        private void entries(JsonParser json, byte[] index, Predicate<Entry> wanted) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) json.currentTokenLocation().getByteOffset();
                var entry = entry(json);
                if (!entry.digest().isEmpty() && wanted.test(entry)) {
                    add(entry.digest(), JsonSlice.to(json, index, start));
                }
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("an index that names what is no manifest");
            }
        }

        private static Entry entry(JsonParser json) throws IOException {
            var digest = "";
            var artifactType = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                if (name.equalsIgnoreCase("digest")) {
                    digest = json.getValueAsString("");
                } else if (name.equalsIgnoreCase("artifactType")) {
                    artifactType = json.getValueAsString("");
                }
                json.skipChildren();
            }
            return new Entry(digest, artifactType);
        }

        ReferrersIndex index() {
            out.writeBytes("]}".getBytes(US_ASCII));
            return new ReferrersIndex(out.toByteArray(), digests);
        }
    }
}
