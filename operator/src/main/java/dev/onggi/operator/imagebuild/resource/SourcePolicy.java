package dev.onggi.operator.imagebuild.resource;

import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where images are looked for that must come through the registry alone, because there is no way out: BuildKit's source
 * policy puts the registry's name in the place of the upstream's
 * (https://github.com/moby/buildkit/blob/master/docs/reference/buildctl.md). A mirror would not do, for after it BuildKit
 * asks the upstream, and waits for it.
 */
final class SourcePolicy {

    private SourcePolicy() {}

    /** The policy; empty where none is needed. */
    static Optional<String> json(PushTarget registry) {
        var rules = registry.upstreams().stream()
                .filter(PushTarget.Upstream::only)
                .map(upstream -> """
                        {"action":"CONVERT",\
                        "selector":{"identifier":"docker-image://%s/*","matchType":"WILDCARD"},\
                        "updates":{"identifier":"docker-image://%s/${1}"}}""".formatted(upstream.host(), BuildKitConfig.mirror(registry, upstream)))
                .collect(Collectors.joining(","));
        return rules.isEmpty() ? Optional.empty() : Optional.of("{\"rules\":[" + rules + "]}");
    }
}
