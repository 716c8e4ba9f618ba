package dev.onggi.operator.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers go through. */
final class Headers {

    /**
     * Of a request only what the registry knows what to do with: so the user's password stays here, and nobody tells the
     * registry by X-Forwarded-… or Host where it is.
     */
    private static final List<String> OF_REQUEST = List.of(
            "accept",
            "content-range",
            "content-type",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "range",
            "user-agent");

    /** What holds for one hop (RFC 9110, 7.6.1). */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Headers() {}

    static void copyRequest(MultiMap from, MultiMap to) {
        for (String name : OF_REQUEST) {
            var values = from.getAll(name);
            if (!values.isEmpty()) {
                to.add(name, values);
            }
        }
        // a form in the body would be read by the registry as if it were the query
        var type = to.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && isForm(type)) {
            to.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
        }
    }

    private static boolean isForm(String type) {
        var lower = type.toLowerCase(Locale.ROOT);
        return lower.contains("form-urlencoded") || lower.contains("multipart/");
    }

    static void copyAnswer(MultiMap from, MultiMap to) {
        var dropped = HOP;
        var named = from.getAll(HttpHeaders.CONNECTION);
        if (!named.isEmpty()) {
            dropped = new HashSet<>(HOP);
            for (String names : named) {
                for (String name : names.split(",", -1)) {
                    dropped.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        for (var header : from) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }
}
