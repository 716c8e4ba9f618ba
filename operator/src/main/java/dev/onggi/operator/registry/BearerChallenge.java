package dev.onggi.operator.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a registry asks for that wants a token: who gives it, and for what
 * (https://distribution.github.io/distribution/spec/auth/token/).
 *
 * @param realm URL of the token service
 * @param service what the token is for, as the registry names itself; empty: not said
 * @param scope what the token allows; empty: nothing but to be known
 */
record BearerChallenge(URI realm, Optional<String> service, Optional<String> scope) {

    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=\"([^\"]*)\"");
    private static final String SCHEME = "bearer ";

    /** The challenge of an answer; empty where it has none that can be used. */
    static Optional<BearerChallenge> of(HttpResponse<?> answer) {
        return answer.headers().allValues("WWW-Authenticate").stream()
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(BearerChallenge::parameters)
                .flatMap(parameters -> of(parameters).stream())
                .findFirst();
    }

    private static Optional<BearerChallenge> of(Map<String, String> parameters) {
        try {
            return Optional.ofNullable(parameters.get("realm"))
                    .map(URI::create)
                    .filter(realm -> realm.getHost() != null)
                    .map(realm -> new BearerChallenge(
                            realm,
                            Optional.ofNullable(parameters.get("service")),
                            Optional.ofNullable(parameters.get("scope"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the token is to be had. */
    URI token() {
        var query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery());
        service.ifPresent(value -> append(query, "service", value));
        scope.ifPresent(value -> append(query, "scope", value));
        var text = realm.toString();
        var end = text.indexOf('?');
        return URI.create((end < 0 ? text : text.substring(0, end)) + (query.isEmpty() ? "" : "?" + query));
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String value) {
        var parameters = new HashMap<String, String>();
        var matcher = PARAMETER.matcher(value);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        return parameters;
    }
}
