package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.resource.SecretData.text;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import dev.onggi.operator.localregistry.resource.DockerConfigSecret;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.function.Function;

/** The Secrets of a LocalRegistry in its own namespace. */
final class SecretChildren {

    private final InformerEventSource<Secret, LocalRegistry> source;
    private final ChildDependentResource<Secret> users;
    private final ChildDependentResource<Secret> push;
    private final ChildDependentResource<Secret> pull;
    private final ChildDependentResource<Secret> ca;
    private final ChildDependentResource<Secret> tls;

    /**
     * The Secrets.
     *
     * @param observe what there is of a registry
     */
    SecretChildren(
            InformerEventSource<Secret, LocalRegistry> source,
            ChildDependentResource<Service> service,
            ChildMakers makers,
            Function<LocalRegistry, Observation> observe) {
        this.source = source;
        users = secret(
                "users",
                RegistryNames::usersSecret,
                (registry, actual) -> UsersSecret.of(
                        registry,
                        makers.users()
                                .complete(
                                        actual,
                                        SpecValues.rotation(registry),
                                        seed -> makers.login().accepts(registry, observe.apply(registry), admin(seed))),
                        makers.tenants().of(registry)));
        push = secret(
                "push",
                RegistryNames::pushSecret,
                (registry, actual) -> DockerConfigSecret.push(registry, knownUsers(registry)));
        pull = secret(
                "pull",
                RegistryNames::pullSecret,
                (registry, actual) -> DockerConfigSecret.pull(
                        registry, makers.access().addresses(registry, service.cached(registry)), knownUsers(registry)));
        ca = secret(
                "ca",
                RegistryNames::caSecret,
                (registry, actual) -> CertificateSecrets.ca(
                        registry,
                        makers.certificates()
                                .trusted(
                                        registry,
                                        clusterIp(service.required(registry)),
                                        inUse(registry),
                                        actual.flatMap(CertificateSecrets::readCa))));
        tls = secret(
                "tls",
                RegistryNames::tlsSecret,
                (registry, actual) -> CertificateSecrets.tls(
                        registry,
                        makers.certificates()
                                .inUse(
                                        registry,
                                        clusterIp(service.required(registry)),
                                        actual.flatMap(CertificateSecrets::readTls),
                                        trusted(registry))));
    }

    ChildDependentResource<Secret> users() {
        return users;
    }

    ChildDependentResource<Secret> push() {
        return push;
    }

    ChildDependentResource<Secret> pull() {
        return pull;
    }

    ChildDependentResource<Secret> ca() {
        return ca;
    }

    ChildDependentResource<Secret> tls() {
        return tls;
    }

    Optional<RegistryUsers> readUsers(LocalRegistry registry) {
        return users.cached(registry).flatMap(UsersSecret::read);
    }

    Optional<Trusted> trusted(LocalRegistry registry) {
        return ca.cached(registry).flatMap(CertificateSecrets::readCa);
    }

    Optional<InUse> inUse(LocalRegistry registry) {
        return tls.cached(registry).flatMap(CertificateSecrets::readTls);
    }

    /** What the gateway has mounted and takes over while it runs: its users and its certificate. */
    Optional<String> mounted(LocalRegistry registry) {
        return users.cached(registry)
                .flatMap(secret -> text(secret, UsersSecret.FILE))
                .map(file -> file
                        + inUse(registry)
                                .map(there -> there.material().certificate())
                                .orElse(""));
    }

    private RegistryUsers knownUsers(LocalRegistry registry) {
        return UsersSecret.read(users.required(registry)).orElseThrow();
    }

    private ChildDependentResource<Secret> secret(
            String name, Function<RegistryNames, String> objectName, ChildDependentResource.Desired<Secret> desired) {
        return new ChildDependentResource<>(Secret.class, name, objectName, source, desired);
    }

    private static RegistryEndpoint.User admin(UserSeed seed) {
        return new RegistryEndpoint.User(UserSeed.ADMIN, seed.password(UserSeed.ADMIN));
    }

    private static String clusterIp(Service service) {
        return service.getSpec().getClusterIP();
    }
}
