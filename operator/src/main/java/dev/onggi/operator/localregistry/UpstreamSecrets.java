package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryUpstream;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * Whether the Secrets that upstreams need are there. Their containers serve what they have kept, and take a Secret over when
 * it comes; this is how people learn that it is missing.
 */
final class UpstreamSecrets {

    private final NamedSecrets secrets;

    UpstreamSecrets(NamedSecrets secrets) {
        this.secrets = secrets;
    }

    /** What is missing. */
    Optional<Summary.Stalled> blocked(LocalRegistry registry) {
        return SpecValues.upstreams(registry).stream()
                .filter(upstream -> !"".equals(upstream.mirror()))
                .flatMap(upstream -> missing(registry, upstream).stream())
                .findFirst();
    }

    private Optional<Summary.Stalled> missing(LocalRegistry registry, RegistryUpstream upstream) {
        return missing(registry, upstream.secretRef(), "username", "password")
                .or(() -> missing(registry, upstream.caRef(), "ca.crt"))
                .map(cause -> new Summary.Stalled(
                        LocalRegistryReasons.UPSTREAM_SECRET_UNUSABLE,
                        "images of the upstream %s are not pulled through, for %s".formatted(upstream.host(), cause)));
    }

    private Optional<String> missing(LocalRegistry registry, LocalObjectReference reference, String... keys) {
        return Optional.ofNullable(reference).flatMap(named -> secrets.missing(registry, named.name(), keys));
    }
}
