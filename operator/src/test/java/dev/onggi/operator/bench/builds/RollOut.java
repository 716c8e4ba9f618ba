package dev.onggi.operator.bench.builds;

import java.util.List;
import java.util.Map;

/**
 * A small web server whose page changes: from the moment before the change is sent until a watch sees that the ImageBuild is
 * Ready, which says that the new Pod is available.
 *
 * @param builds where
 */
record RollOut(ImageBuilds builds) {

    static final String NAME = "site";

    /** Ends at once when it is told to, as a server should. */
    private static final String DOCKERFILE = """
            FROM busybox:stable
            COPY index.html /www/index.html
            CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -p 8080 -h /www; while :; do sleep 3600 & wait $!; done"]
            """;

    /** Asked each second, as often as the kubelet can; without a probe a Pod counts as available after three seconds. */
    private static final Map<String, Object> READINESS =
            Map.of("httpGet", Map.of("path", "/", "port", 8080), "periodSeconds", 1);

    private static final Map<String, Object> SPEC = Map.of(
            "rollout",
            Map.of(
                    "deployment",
                    Map.of("ports", List.of(Map.of("containerPort", 8080)), "probes", Map.of("readiness", READINESS))));

    Observation.Result run(String page) throws InterruptedException {
        try (var observation = Observation.of(builds.cluster(), builds.namespace(), NAME)) {
            return observation.measure(
                    () -> builds.apply(
                            NAME, Report.SHARED, Map.of("Dockerfile", DOCKERFILE, "index.html", page), "first", SPEC),
                    Facts::isReady,
                    ImageBuilds.PATIENCE);
        }
    }
}
