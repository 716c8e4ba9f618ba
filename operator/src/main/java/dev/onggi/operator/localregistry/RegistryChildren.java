package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.resource.SecretData.text;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.CanaryDaemonSet;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.DockerConfigSecret;
import dev.onggi.operator.localregistry.resource.RegistryConfig;
import dev.onggi.operator.localregistry.resource.RegistryDeployment;
import dev.onggi.operator.localregistry.resource.RegistryNetworkPolicy;
import dev.onggi.operator.localregistry.resource.RegistryService;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.StorageClaim;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Workflow;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowBuilder;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;

/**
 * The objects of a LocalRegistry and the order in which they are made.
 *
 * <p>The workflow is built by hand and not declared by {@code @Workflow}: its dependents get what they need through their
 * constructors, share one informer for each kind (five of them are Secrets), and differ in nothing but a name and a
 * function, which a class for each would only hide. The canary is no part of it, because an image has to be in the
 * registry before: see {@link CanaryProof}. Nor is what lies in other namespaces: see {@link TenantGrants}.
 */
final class RegistryChildren {

    private final RegistrySources sources;
    private final SecretChildren secrets;
    private final ChildDependentResource<Service> service;
    private final ChildDependentResource<ConfigMap> config;
    private final ChildDependentResource<PersistentVolumeClaim> claim;
    private final ChildDependentResource<NetworkPolicy> networkPolicy;
    private final ChildDependentResource<Deployment> deployment;
    private final Workflow<LocalRegistry> withTls;
    private final Workflow<LocalRegistry> withoutTls;

    RegistryChildren(RegistrySources sources, ChildMakers makers) {
        this.sources = sources;
        service = new ChildDependentResource<>(
                Service.class,
                "service",
                RegistryNames::service,
                sources.services(),
                (registry, actual) -> RegistryService.of(registry));
        secrets = new SecretChildren(sources.secrets(), service, makers, this::observe);
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
        networkPolicy = new ChildDependentResource<>(
                NetworkPolicy.class,
                "network-policy",
                RegistryNames::registry,
                sources.networkPolicies(),
                (registry, actual) -> RegistryNetworkPolicy.of(registry));
        deployment = new ChildDependentResource<>(
                Deployment.class,
                "deployment",
                RegistryNames::registry,
                sources.deployments(),
                (registry, actual) -> RegistryDeployment.of(
                        registry,
                        makers.images(),
                        hash(RegistryConfig.text(registry)),
                        secrets.readUsers(registry)
                                .flatMap(users -> makers.bucketSecrets().mark(registry, users, actual))));
        withTls = workflow()
                .addDependentResourceAndConfigure(secrets.ca())
                .dependsOn(service)
                .addDependentResourceAndConfigure(secrets.tls())
                .dependsOn(secrets.ca())
                .addDependentResourceAndConfigure(deployment)
                .dependsOn(secrets.tls(), secrets.users(), config)
                .withThrowExceptionFurther(false)
                .build();
        withoutTls = workflow()
                .addDependentResourceAndConfigure(deployment)
                .dependsOn(secrets.users(), config)
                .withThrowExceptionFurther(false)
                .build();
    }

    /** What every registry has. The Deployment does not depend on the claim: where there is none to be, it would go too. */
    private WorkflowBuilder<LocalRegistry> workflow() {
        var builder = new WorkflowBuilder<LocalRegistry>();
        builder.addDependentResource(service);
        builder.addDependentResource(secrets.users());
        builder.addDependentResource(config);
        builder.addDependentResource(networkPolicy);
        builder.addDependentResourceAndConfigure(claim).withReconcilePrecondition(new PersistentStorageRequested());
        builder.addDependentResourceAndConfigure(secrets.push()).dependsOn(secrets.users());
        builder.addDependentResourceAndConfigure(secrets.pull()).dependsOn(secrets.users(), service);
        return builder;
    }

    /** Makes and updates everything but the canary; what went wrong is in the result. */
    WorkflowReconcileResult reconcile(LocalRegistry registry, Context<LocalRegistry> context) {
        if (SpecValues.tlsWanted(registry)) {
            return withTls.reconcile(registry, context);
        }
        var result = withoutTls.reconcile(registry, context);
        secrets.tls().delete(registry, context);
        secrets.ca().delete(registry, context);
        return result;
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
                secrets.readUsers(registry),
                secrets.trusted(registry),
                secrets.inUse(registry),
                claim.cached(registry),
                deployment.cached(registry),
                sources.daemonSets()
                        .get(new ResourceID(
                                ChildMetadata.names(registry).canary(),
                                registry.getMetadata().getNamespace()))
                        .filter(object -> Ownership.isOwn(object, registry)),
                sources.pods().getSecondaryResources(registry));
    }

    /** Hash of what the registry's Pod has mounted and takes over while it runs. */
    Optional<String> mounted(LocalRegistry registry) {
        return secrets.mounted(registry).map(RegistryChildren::hash);
    }

    /** Hash of what decides whether a pull succeeds. */
    private String pullInputs(LocalRegistry registry) {
        return hash(
                service.required(registry).getSpec().getClusterIP(),
                observe(registry).ca().orElse(""),
                text(secrets.pull().required(registry), DockerConfigSecret.KEY).orElseThrow());
    }

    private static String hash(String... inputs) {
        return Digest.of(String.join("\n", inputs)).shortened();
    }
}
