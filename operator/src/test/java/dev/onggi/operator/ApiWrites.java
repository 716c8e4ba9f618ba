package dev.onggi.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How often an API server was written to, by its own count.
 *
 * @param metrics asks it for its metrics
 */
public record ApiWrites(Supplier<String> metrics) {

    private static final Pattern WRITE = Pattern.compile(
            "apiserver_request_total\\{(?=[^}]*verb=\"(POST|PUT|PATCH|APPLY|DELETE)\")(?=[^}]*resource=\"(\\w+)\")(?=[^}]*subresource=\"(\\w*)\")[^}]*} (\\d+)");

    /** Everything that the operator writes. Leases, nodes and tokens are others' and never rest. */
    private static final Set<String> OURS = Set.of(
            "imagebuilds",
            "localregistries",
            "pods",
            "services",
            "secrets",
            "configmaps",
            "persistentvolumeclaims",
            "deployments",
            "daemonsets",
            "networkpolicies",
            "events");

    /** The count up to now, by verb, resource and subresource. */
    public Map<String, Long> count() {
        var counts = new TreeMap<String, Long>();
        var match = WRITE.matcher(metrics.get());
        while (match.find()) {
            if (OURS.contains(match.group(2))) {
                var subresource = match.group(3).isEmpty() ? "" : "/" + match.group(3);
                counts.merge(
                        match.group(1) + " " + match.group(2) + subresource, Long.parseLong(match.group(4)), Long::sum);
            }
        }
        assertThat(counts).as("the API server counts").isNotEmpty();
        return counts;
    }

    /** What has been added to a former count. */
    public Map<String, Long> since(Map<String, Long> before) {
        var now = count();
        now.replaceAll((request, count) -> count - before.getOrDefault(request, 0L));
        now.values().removeIf(count -> count == 0);
        return now;
    }
}
