package dev.onggi.operator.integration;

import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A registry that takes everything, writes down who pushed what where, and has every image. */
final class RecordingRegistry implements RegistryClient {

    /** Bytes of every image that it is asked for. */
    static final long SIZE = 4096;

    /** The layer that every image has; the other is each one's own. */
    static final Manifest.Layer BASE = new Manifest.Layer(Digest.of("base").value(), 3000);

    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private volatile Optional<String> user = Optional.empty();
    private volatile Predicate<RegistryEndpoint.User> admitted = user -> true;

    /** A manifest or an index that was put. */
    record Push(String address, String user, String repository, Digest digest) {}

    /** What was deleted: user, repository and reference. */
    List<String> deleted() {
        return List.copyOf(deleted);
    }

    /** What was put to a registry, in order. */
    List<Push> pushesTo(String address) {
        return pushes.stream().filter(push -> push.address().equals(address)).toList();
    }

    /** Every image runs as this user from now on. */
    void runsAs(String name) {
        user = Optional.of(name);
    }

    /** Lets only those in from now on whom the predicate accepts. */
    void admits(Predicate<RegistryEndpoint.User> users) {
        admitted = users;
    }

    @Override
    public void ping(RegistryEndpoint endpoint) {
        if (!endpoint.user().filter(admitted).isPresent()) {
            throw new RegistryException(RegistryException.Kind.UNAUTHORIZED, "ping: 401 UNAUTHORIZED");
        }
    }

    @Override
    public Digest pushBlob(RegistryEndpoint endpoint, String repository, byte[] content) {
        return Digest.of(content);
    }

    @Override
    public Digest putManifest(RegistryEndpoint endpoint, String repository, String mediaType, byte[] content) {
        var digest = Digest.of(content);
        var user = endpoint.user().map(RegistryEndpoint.User::name).orElse("");
        pushes.add(new Push(endpoint.address(), user, repository, digest));
        return digest;
    }

    @Override
    public Manifest manifest(RegistryEndpoint endpoint, String repository, String reference) {
        return new Manifest(
                new Digest(reference),
                "application/vnd.oci.image.manifest.v1+json",
                SIZE,
                List.of(BASE, new Manifest.Layer(Digest.of(reference).value(), 1)),
                user);
    }

    @Override
    public void deleteManifest(RegistryEndpoint endpoint, String repository, String reference) {
        deleted.add("%s %s %s".formatted(endpoint.user().orElseThrow().name(), repository, reference));
    }
}
