package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.ExternalRegistry;
import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.RegistryAccess;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.api.v1alpha1.RegistryAccess.NamespaceSelector;
import dev.onggi.api.v1alpha1.RegistryRetention;
import dev.onggi.api.v1alpha1.RegistryStorage;
import dev.onggi.api.v1alpha1.RegistryStorage.Claim;
import dev.onggi.api.v1alpha1.RegistryStorage.EmptyDir;
import dev.onggi.api.v1alpha1.RegistryStorage.ExistingClaim;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.api.v1alpha1.RegistryTls;
import dev.onggi.api.v1alpha1.RegistryUpstream;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers to what a spec asks for. The API server fills every default; a spec that never went through it (a resource made
 * in memory) reads as if it had.
 */
public final class SpecValues {

    private SpecValues() {}

    /** Whether push and pull need a user. */
    public static boolean usersWanted(LocalRegistry registry) {
        return spec(registry)
                .map(LocalRegistrySpec::auth)
                .map(LocalRegistrySpec.Auth::enabled)
                .orElse(true);
    }

    /** What the spec asks passwords to be rotated for; empty: nothing. */
    public static String rotation(LocalRegistry registry) {
        return spec(registry)
                .map(LocalRegistrySpec::auth)
                .map(LocalRegistrySpec.Auth::rotate)
                .orElse("");
    }

    /** Whether the registry is reached by TLS. */
    public static boolean tlsWanted(LocalRegistry registry) {
        return !spec(registry)
                .map(LocalRegistrySpec::tls)
                .map(RegistryTls::disabled)
                .orElse(false);
    }

    /** The issuer of cert-manager, where the certificate comes from there. */
    public static Optional<RegistryTls.CertManager> certManager(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::tls).map(RegistryTls::certManager);
    }

    /** The Secret with the certificate, where the user has put it there. */
    public static Optional<LocalObjectReference> tlsSecret(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::tls).map(RegistryTls::secretRef);
    }

    /** Which other namespaces may use the registry; empty: none. */
    public static Optional<NamespaceSelector> namespaces(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::access).map(RegistryAccess::namespaces);
    }

    /** Whether the registry itself has to reach servers: those of a bucket, or other registries. */
    public static boolean talksToOthers(LocalRegistry registry) {
        return spec(registry)
                        .map(LocalRegistrySpec::storage)
                        .map(RegistryStorage::s3)
                        .isPresent()
                || !upstreams(registry).isEmpty();
    }

    /** Whether somebody else runs the registry. */
    public static boolean isExternal(LocalRegistry registry) {
        return external(registry).isPresent();
    }

    /** The registry that somebody else runs, if it is one. */
    public static Optional<ExternalRegistry> external(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::external);
    }

    /** The registries whose images come through this one. */
    public static List<RegistryUpstream> upstreams(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::upstreams).orElseGet(List::of);
    }

    /** Whether the operator shall change nothing. */
    public static boolean suspended(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::suspend).orElse(false);
    }

    /** The claim to make and keep the images in, unless they are kept elsewhere. */
    public static Optional<Claim> claim(LocalRegistry registry) {
        var storage = storage(registry);
        boolean elsewhere = emptyDir(registry).isPresent()
                || existingClaim(registry).isPresent()
                || s3(registry).isPresent();
        return elsewhere
                ? Optional.empty()
                : storage.map(RegistryStorage::persistentVolumeClaim).or(() -> Optional.of(new Claim(null, null)));
    }

    /** The claim of the user's to keep the images in, if the spec names one. */
    public static Optional<ExistingClaim> existingClaim(LocalRegistry registry) {
        return storage(registry).map(RegistryStorage::existingClaim);
    }

    /** The emptyDir to keep the images in, if the spec asks for one. */
    public static Optional<EmptyDir> emptyDir(LocalRegistry registry) {
        return storage(registry).map(RegistryStorage::emptyDir);
    }

    /** Bytes that the spec promises for the images; empty where it is another's volume or a bucket. */
    public static OptionalLong promisedBytes(LocalRegistry registry) {
        var size = claim(registry)
                .map(claim -> Objects.requireNonNullElse(claim.size(), StorageClaim.DEFAULT_SIZE))
                .or(() -> emptyDir(registry).map(EmptyDir::sizeLimit));
        return size.map(text -> OptionalLong.of(
                        Quantity.getAmountInBytes(new Quantity(text)).longValue()))
                .orElseGet(OptionalLong::empty);
    }

    /** The bucket to keep the images in, if the spec names one. */
    public static Optional<S3> s3(LocalRegistry registry) {
        return storage(registry).map(RegistryStorage::s3);
    }

    /** Whether nothing may be deleted, and collections of garbage only tell what would be. */
    public static boolean dryRunWanted(LocalRegistry registry) {
        return spec(registry)
                .map(LocalRegistrySpec::retention)
                .map(RegistryRetention::dryRun)
                .orElse(false);
    }

    /** Whether nodes shall be able to pull. */
    public static boolean nodeAccessWanted(LocalRegistry registry) {
        return spec(registry)
                        .map(LocalRegistrySpec::access)
                        .map(RegistryAccess::nodes)
                        .map(RegistryAccess.Nodes::mode)
                        .orElse(Mode.AUTO)
                != Mode.NONE;
    }

    /** The port on nodes that the spec asks for, with node access by a node port; empty for another way. */
    static Optional<NodePort> nodePort(LocalRegistry registry) {
        return spec(registry)
                .map(LocalRegistrySpec::access)
                .map(RegistryAccess::nodes)
                .filter(nodes -> nodes.mode() == Mode.NODE_PORT)
                .map(nodes -> new NodePort(nodes.port()));
    }

    /** A node port that is wanted; {@code number} is null where Kubernetes is to choose it. */
    record NodePort(Integer number) {}

    /** Whether the registry is to be announced to the cluster. */
    public static boolean hostingWanted(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::publishHosting).orElse(false);
    }

    private static Optional<RegistryStorage> storage(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::storage);
    }

    private static Optional<LocalRegistrySpec> spec(LocalRegistry registry) {
        return Optional.ofNullable(registry.getSpec());
    }
}
