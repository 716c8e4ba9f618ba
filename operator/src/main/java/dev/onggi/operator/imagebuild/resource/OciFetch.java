package dev.onggi.operator.imagebuild.resource;

import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an artifact is fetched.
 *
 * @param reference what names it; of one that comes through the registry of the build, its name there
 * @param ofRegistry whether that registry has it
 * @param userSecret Secret of the user's with a credential, where one is named
 * @param registry the registry of the build
 */
record OciFetch(String reference, boolean ofRegistry, Optional<String> userSecret, PushTarget registry) {

    private static final String PULL = "pull";

    /** Empty where the source is none. */
    static Optional<OciFetch> of(BuildPlan plan) {
        return Optional.ofNullable(plan.spec().source().oci())
                .map(oci -> of(
                        oci.reference(),
                        Optional.ofNullable(oci.pullSecretRef()).map(secret -> secret.name()),
                        plan.registry()));
    }

    /** Images of an upstream come through the registry, as base images do; unless there is a credential for the upstream. */
    private static OciFetch of(String reference, Optional<String> secret, PushTarget registry) {
        int slash = reference.indexOf('/');
        var host = reference.substring(0, slash);
        if (host.equals(registry.host())) {
            return new OciFetch(reference, true, secret, registry);
        }
        return registry.upstreams().stream()
                .filter(upstream -> secret.isEmpty() && upstream.host().equals(host))
                .findFirst()
                .map(upstream -> new OciFetch(
                        BuildKitConfig.mirror(registry, upstream) + "/"
                                + repository(host, reference.substring(slash + 1)),
                        true,
                        secret,
                        registry))
                .orElseGet(() -> new OciFetch(reference, false, secret, registry));
    }

    /** Docker Hub's images of one word are those of the user library. */
    private static String repository(String host, String rest) {
        return host.equals("docker.io") && !rest.contains("/") ? "library/" + rest : rest;
    }

    List<String> arguments() {
        var arguments = new ArrayList<>(List.of("oci", reference));
        if (ofRegistry && registry.plainHttp()) {
            arguments.add("--plain-http");
        }
        return arguments;
    }

    /** The credential to pull with: of the registry's own Secrets the one that cannot push. */
    Optional<Volume> volume() {
        var named = userSecret.map(secret -> new VolumeBuilder()
                .withName(PULL)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build());
        return named.isPresent() || !ofRegistry
                ? named
                : registry.pullSecret()
                        .map(secret -> new VolumeBuilder()
                                .withName(PULL)
                                .withNewSecret()
                                .withSecretName(secret)
                                .withItems(new KeyToPathBuilder()
                                        .withKey(".dockerconfigjson")
                                        .withPath(".dockerconfigjson")
                                        .build())
                                .endSecret()
                                .build());
    }
}
