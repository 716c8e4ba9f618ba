package dev.onggi.operator.gateway.access;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The query of a request: of the parameters that the registry knows the first value each, as it takes them itself. It is
 * forwarded in this form, so that no second value and no other spelling of a name comes through unseen.
 *
 * @param values the values by parameter, in the order of the request
 */
public record RegistryQuery(Map<String, String> values) {

    private static final List<String> KNOWN =
            List.of("digest", "digest-algorithm", "mount", "from", "n", "last", "artifactType", "_state");

    /** Reads a query; what is no parameter of the registry is left out. */
    public static RegistryQuery parse(String raw) {
        var values = new LinkedHashMap<String, String>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                if (KNOWN.contains(name)) {
                    values.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new RegistryQuery(values);
    }

    /** The digest of the blob that an upload ends with. */
    public Optional<String> digest() {
        return Optional.ofNullable(values.get("digest"));
    }

    /** The digest of the blob that is to be taken over from another repository. */
    public Optional<String> mount() {
        return Optional.ofNullable(values.get("mount"));
    }

    /** The repository that a blob is to be taken over from. */
    public Optional<String> from() {
        return Optional.ofNullable(values.get("from"));
    }

    /** The type of what is asked for of all that is about a manifest. */
    public Optional<String> artifactType() {
        return Optional.ofNullable(values.get("artifactType")).filter(type -> !type.isEmpty());
    }

    /** The query as it is forwarded, with its question mark; empty where there is nothing in it. */
    public String text() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(value ->
                                value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // the registry would not take it either
        }
    }
}
