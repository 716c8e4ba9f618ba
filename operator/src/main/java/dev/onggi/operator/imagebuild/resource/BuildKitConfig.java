package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.model.RegistryNames;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * BuildKit's configuration (https://github.com/moby/buildkit/blob/master/docs/buildkitd.toml.md). What comes from a spec
 * into it are hosts and sizes, whose patterns in the schema leave nothing to escape.
 */
public final class BuildKitConfig {

    /**
     * The external front end is off: a {@code # syntax=} line could otherwise run an image of the user's choice inside
     * the builder (BuildKit CVE-2024-23651 to 23653).
     */
    private static final String FRONT_END = """
            [frontend."gateway.v0"]
              enabled = false
            """;

    /**
     * No records of builds: they hold, beside the cache, all that steps print, and so what steps print of secrets
     * (https://github.com/moby/buildkit/blob/v0.34.2/docs/buildkitd.toml.md). Nothing here reads them.
     */
    private static final String NO_RECORDS = """
            [history]
              maxEntries = 0
            """;

    private BuildKitConfig() {}

    /** The text of buildkitd.toml. */
    static String toml(BuildPlan plan) {
        return toml(
                plan.registry(),
                BuildPodFactory.keepsCache(plan)
                        ? Optional.of(plan.spec().cache().size())
                        : Optional.empty());
    }

    /**
     * The text of buildkitd.toml.
     *
     * @param cacheSize size of the claim with the cache, where there is one
     */
    public static String toml(PushTarget registry, Optional<String> cacheSize) {
        return FRONT_END
                + NO_RECORDS
                + registry(registry)
                + mirrors(registry)
                + cacheSize.map(BuildKitConfig::garbageCollection).orElse("");
    }

    private static String registry(PushTarget registry) {
        if (registry.plainHttp()) {
            return """
                    [registry."%s"]
                      http = true
                    """.formatted(registry.host());
        }
        return registry.caSecret()
                .map(secret -> """
                        [registry."%s"]
                          ca = ["%s"]
                        """.formatted(registry.host(), BuildPodFactory.CA_FILE))
                .orElse("");
    }

    /**
     * The registry comes first for the images of its upstreams; BuildKit asks the upstream itself where the registry has
     * not got them. It has no setting not to: that is what {@link SourcePolicy} is for.
     */
    private static String mirrors(PushTarget registry) {
        return registry.upstreams().stream()
                .filter(upstream -> !upstream.only())
                .map(upstream -> """
                        [registry."%s"]
                          mirrors = ["%s"]
                        """.formatted(upstream.host(), mirror(registry, upstream)))
                .collect(Collectors.joining());
    }

    /** What the name of an image starts with, where it comes through a registry. */
    static String mirror(PushTarget registry, PushTarget.Upstream upstream) {
        return registry.host() + "/" + RegistryNames.upstream(upstream.host());
    }

    /** The cache stays below the claim's size, with a tenth left for what a build writes between two looks. */
    private static String garbageCollection(String size) {
        return """
                [worker.oci]
                  gc = true
                  maxUsedSpace = "%s"
                """.formatted(CacheClaimFactory.nineTenths(size));
    }
}
