package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.resource.SecretData.text;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.CanaryDaemonSet;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.DockerConfigSecret;
import dev.onggi.operator.localregistry.resource.RegistryConfig;
import dev.onggi.operator.localregistry.resource.RegistryDeployment;
import dev.onggi.operator.localregistry.resource.RegistryImages;
import dev.onggi.operator.localregistry.resource.RegistryService;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.StorageClaim;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Workflow;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowBuilder;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The objects of a LocalRegistry and the order in which they are made.
 *
 * <p>The workflow is built by hand and not declared by {@code @Workflow}: its dependents get what they need through their
 * constructors, share one informer for each kind (five of them are Secrets), and differ in nothing but a name and a
 * function, which a class for each would only hide. The canary is no part of it, because an image has to be in the
 * registry before: see {@link CanaryProof}.
 */
final class RegistryChildren {

    private final RegistrySources sources;
    private final ChildDependentResource<Service> service;
    private final ChildDependentResource<Secret> users;
    private final ChildDependentResource<Secret> push;
    private final ChildDependentResource<Secret> pull;
    private final ChildDependentResource<Secret> ca;
    private final ChildDependentResource<Secret> tls;
    private final ChildDependentResource<ConfigMap> config;
    private final ChildDependentResource<PersistentVolumeClaim> claim;
    private final ChildDependentResource<Deployment> deployment;
    private final Workflow<LocalRegistry> workflow;

    RegistryChildren(
            RegistrySources sources,
            CertificateAuthority authority,
            LeafCertificates certificates,
            UsersIssuer issuer,
            GatewayLogin login,
            AccessPlanner access,
            RegistryImages images) {
        this.sources = sources;
        service = new ChildDependentResource<>(
                Service.class,
                "service",
                RegistryNames::service,
                sources.services(),
                (registry, actual) -> RegistryService.of(registry));
        users = secret(
                "users",
                RegistryNames::usersSecret,
                (registry, actual) -> UsersSecret.of(
                        registry,
                        issuer.complete(actual, SpecValues.rotation(registry), seed -> knows(login, registry, seed)),
                        List.of()));
        push = secret(
                "push",
                RegistryNames::pushSecret,
                (registry, actual) -> DockerConfigSecret.push(registry, users(registry)));
        pull = secret(
                "pull",
                RegistryNames::pullSecret,
                (registry, actual) -> DockerConfigSecret.pull(registry, addresses(registry, access), users(registry)));
        ca = secret(
                "ca",
                RegistryNames::caSecret,
                (registry, actual) ->
                        CertificateSecrets.ca(registry, authority.current().certificatePem()));
        tls = secret(
                "tls",
                RegistryNames::tlsSecret,
                (registry, actual) -> certificates.secret(
                        registry, service.required(registry).getSpec().getClusterIP(), actual));
        config = new ChildDependentResource<>(
                ConfigMap.class,
                "config",
                RegistryNames::registry,
                sources.configMaps(),
                (registry, actual) -> RegistryConfig.of(registry));
        claim = new ChildDependentResource<>(
                PersistentVolumeClaim.class,
                "claim",
                RegistryNames::registry,
                sources.claims(),
                (registry, actual) ->
                        StorageClaim.of(registry, SpecValues.claim(registry).orElseThrow()));
        deployment = new ChildDependentResource<>(
                Deployment.class,
                "deployment",
                RegistryNames::registry,
                sources.deployments(),
                (registry, actual) -> RegistryDeployment.of(registry, images, hash(RegistryConfig.text(registry))));
        workflow = workflow();
    }

    private Workflow<LocalRegistry> workflow() {
        return new WorkflowBuilder<LocalRegistry>()
                .addDependentResource(service)
                .addDependentResource(users)
                .addDependentResource(ca)
                .addDependentResource(config)
                .addDependentResourceAndConfigure(claim)
                .withReconcilePrecondition(new PersistentStorageRequested())
                .addDependentResourceAndConfigure(tls)
                .dependsOn(service)
                .addDependentResourceAndConfigure(push)
                .dependsOn(users)
                .addDependentResourceAndConfigure(pull)
                .dependsOn(users, service)
                // not on the claim: where there is none to be, what depends on it is deleted
                .addDependentResourceAndConfigure(deployment)
                .dependsOn(tls, users, config)
                .withThrowExceptionFurther(false)
                .build();
    }

    /** Makes and updates everything but the canary; what went wrong is in the result. */
    WorkflowReconcileResult reconcile(LocalRegistry registry, Context<LocalRegistry> context) {
        return workflow.reconcile(registry, context);
    }

    /**
     * The canary, whose image is in the registry.
     *
     * @param pullAddress what image references start with on nodes
     * @param registryPod UID of the registry's Pod that has it
     */
    ChildDependentResource<DaemonSet> canary(String pullAddress, Digest image, String registryPod) {
        return new ChildDependentResource<>(
                DaemonSet.class,
                "canary",
                RegistryNames::canary,
                sources.daemonSets(),
                (registry, actual) ->
                        CanaryDaemonSet.of(registry, pullAddress, image, pullInputs(registry), registryPod));
    }

    /** What is there now, as far as it is this registry's own. */
    Observation observe(LocalRegistry registry) {
        return new Observation(
                service.cached(registry),
                users.cached(registry).flatMap(UsersSecret::read),
                ca.cached(registry).flatMap(secret -> text(secret, CertificateSecrets.CA_CERTIFICATE)),
                tls.cached(registry),
                claim.cached(registry),
                deployment.cached(registry),
                sources.daemonSets()
                        .get(new ResourceID(
                                ChildMetadata.names(registry).canary(),
                                registry.getMetadata().getNamespace()))
                        .filter(object -> Ownership.isOwn(object, registry)),
                sources.pods().getSecondaryResources(registry));
    }

    /** Every address that the registry is pulled from: its own, and those that nodes have for it. */
    private List<String> addresses(LocalRegistry registry, AccessPlanner access) {
        return Stream.concat(
                        Stream.of(ChildMetadata.names(registry).address()),
                        access.plan(registry, service.cached(registry)).addresses().stream())
                .distinct()
                .toList();
    }

    private RegistryUsers users(LocalRegistry registry) {
        return UsersSecret.read(users.required(registry)).orElseThrow();
    }

    private boolean knows(GatewayLogin login, LocalRegistry registry, UserSeed seed) {
        return login.accepts(
                registry, observe(registry), new RegistryEndpoint.User(UserSeed.ADMIN, seed.password(UserSeed.ADMIN)));
    }

    /** Hash of what the gateway has mounted and takes over while it runs. */
    Optional<String> mounted(LocalRegistry registry) {
        return users.cached(registry)
                .flatMap(secret -> text(secret, UsersSecret.FILE))
                .map(file -> hash(
                        file,
                        tls.cached(registry)
                                .flatMap(secret -> text(secret, CertificateSecrets.CERTIFICATE))
                                .orElse("")));
    }

    /** Hash of what decides whether a pull succeeds. */
    private String pullInputs(LocalRegistry registry) {
        return hash(
                service.required(registry).getSpec().getClusterIP(),
                text(ca.required(registry), CertificateSecrets.CA_CERTIFICATE).orElseThrow(),
                text(pull.required(registry), DockerConfigSecret.KEY).orElseThrow());
    }

    private static String hash(String... inputs) {
        return Digest.of(String.join("\n", inputs)).shortened();
    }

    private ChildDependentResource<Secret> secret(
            String name, Function<RegistryNames, String> objectName, ChildDependentResource.Desired<Secret> desired) {
        return new ChildDependentResource<>(Secret.class, name, objectName, sources.secrets(), desired);
    }
}
