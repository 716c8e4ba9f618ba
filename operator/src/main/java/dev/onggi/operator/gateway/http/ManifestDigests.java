package dev.onggi.operator.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.onggi.operator.gateway.access.RegistryPaths;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds what a manifest names: config, layers, manifests of an index, subject. */
final class ManifestDigests {

    private static final JsonFactory JSON = new JsonFactory();

    private ManifestDigests() {}

    /**
     * Every digest that any member called digest has, wherever it is, so that no kind of manifest has to be known. Of what
     * is no JSON, those before the fault: the registry will say what is wrong with it.
     */
    static Set<String> in(byte[] manifest) {
        var digests = new LinkedHashSet<String>();
        try (JsonParser parser = JSON.createParser(manifest)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && "digest".equals(parser.currentName())
                        && RegistryPaths.isDigest(parser.getText())) {
                    digests.add(parser.getText());
                }
            }
        } catch (IOException e) {
            return digests;
        }
        return digests;
    }
}
