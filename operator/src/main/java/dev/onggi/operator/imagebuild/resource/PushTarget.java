package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.model.ImageReference;
import dev.onggi.operator.model.RegistryNames;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The registry that an ImageBuild pushes to, as far as its children have to know it. Whether it belongs to the same
 * namespace, to another one or to somebody outside makes no difference beyond this. All Secrets are in the ImageBuild's
 * own namespace: a Pod can mount no others.
 *
 * @param host host and port that pods push to
 * @param pathPrefix what every repository starts with, such as a project; empty: nothing
 * @param pullAddress what references that nodes pull start with, the prefix included
 * @param pushSecret Secret to push with; empty where the registry has no users
 * @param pullSecret Secret to pull with; likewise
 * @param caSecret Secret with the CA of the registry, in its key ca.crt; empty: the public CAs, or no TLS
 * @param plainHttp whether the registry speaks plain HTTP
 * @param external whether somebody else runs it: then the operator itself never talks to it
 * @param upstreams the registries whose images builds get through this one
 */
public record PushTarget(
        String host,
        String pathPrefix,
        String pullAddress,
        Optional<String> pushSecret,
        Optional<String> pullSecret,
        Optional<String> caSecret,
        boolean plainHttp,
        boolean external,
        List<Upstream> upstreams) {

    /**
     * Another registry, whose images come through this one.
     *
     * @param host host by which Dockerfiles name it
     * @param only whether its images are looked for nowhere else
     */
    public record Upstream(String host, boolean only) {}

    /** What a registry is to the ImageBuilds of a namespace. */
    public static PushTarget of(LocalRegistry registry, String namespace) {
        return registry.getSpec().external() == null ? own(registry, namespace) : external(registry, namespace);
    }

    /** A repository as pods push to it. */
    public ImageReference pushed(String repository) {
        return new ImageReference(pathPrefix.isEmpty() ? host : host + "/" + pathPrefix, repository);
    }

    /** A repository as nodes pull from it. */
    public ImageReference pulled(String repository) {
        return new ImageReference(pullAddress, repository);
    }

    private static PushTarget own(LocalRegistry registry, String namespace) {
        var names = names(registry);
        var users = !Boolean.FALSE.equals(registry.getSpec().auth().enabled());
        var plainHttp = isWithoutTls(registry.getSpec());
        return new PushTarget(
                names.address(),
                "",
                pullAddress(registry, names.address()),
                users ? Optional.of(names.pushSecretIn(namespace)) : Optional.empty(),
                users ? Optional.of(names.pullSecretIn(namespace)) : Optional.empty(),
                plainHttp ? Optional.empty() : Optional.of(names.caSecretIn(namespace)),
                plainHttp,
                false,
                upstreams(registry.getSpec()));
    }

    private static PushTarget external(LocalRegistry registry, String namespace) {
        var external = registry.getSpec().external();
        var prefix = Objects.requireNonNullElse(external.pathPrefix(), "");
        var secret = Optional.ofNullable(external.secretRef()).map(LocalObjectReference::name);
        return new PushTarget(
                external.host(),
                prefix,
                pullAddress(registry, prefix.isEmpty() ? external.host() : external.host() + "/" + prefix),
                secret,
                secret,
                Optional.ofNullable(external.caRef())
                        .map(reference -> names(registry).caSecretIn(namespace)),
                Boolean.TRUE.equals(external.insecure()),
                true,
                List.of());
    }

    private static boolean isWithoutTls(LocalRegistrySpec spec) {
        return spec.tls() != null && Boolean.TRUE.equals(spec.tls().disabled());
    }

    private static List<Upstream> upstreams(LocalRegistrySpec spec) {
        return Stream.ofNullable(spec.upstreams())
                .flatMap(List::stream)
                .map(upstream -> new Upstream(upstream.host(), "".equals(upstream.mirror())))
                .toList();
    }

    private static String pullAddress(LocalRegistry registry, String address) {
        return Optional.ofNullable(registry.getStatus())
                .map(LocalRegistryStatus::pullAddress)
                .orElse(address);
    }

    private static RegistryNames names(LocalRegistry registry) {
        return new RegistryNames(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
    }
}
