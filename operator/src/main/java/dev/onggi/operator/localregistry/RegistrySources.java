package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toSet;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.localregistry.resource.HostingConfigMap;
import dev.onggi.operator.localregistry.resource.LoopbackProxyDaemonSet;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that a reconciliation reads, as informers: one for each kind of child, selected by label so that no foreign
 * Secret, ConfigMap or Pod is ever in memory; and what lies outside of the users' namespaces, by name.
 */
record RegistrySources(
        InformerEventSource<Service, LocalRegistry> services,
        InformerEventSource<Secret, LocalRegistry> secrets,
        InformerEventSource<ConfigMap, LocalRegistry> configMaps,
        InformerEventSource<PersistentVolumeClaim, LocalRegistry> claims,
        InformerEventSource<Deployment, LocalRegistry> deployments,
        InformerEventSource<DaemonSet, LocalRegistry> daemonSets,
        InformerEventSource<NetworkPolicy, LocalRegistry> networkPolicies,
        InformerEventSource<Pod, LocalRegistry> pods,
        Optional<InformerEventSource<Namespace, LocalRegistry>> namespaces,
        InformerEventSource<Secret, LocalRegistry> authority,
        InformerEventSource<ConfigMap, LocalRegistry> nodeConfig,
        InformerEventSource<Pod, LocalRegistry> nodeAgents,
        InformerEventSource<DaemonSet, LocalRegistry> proxies,
        InformerEventSource<Pod, LocalRegistry> proxyPods,
        InformerEventSource<ConfigMap, LocalRegistry> hosting) {

    private static final String CHILDREN = Labels.MANAGED_BY + "=" + Labels.ONGGI + "," + Labels.LOCAL_REGISTRY;

    static RegistrySources create(EventSourceContext<LocalRegistry> context, OperatorConfig config) {
        return new RegistrySources(
                children(Service.class, context),
                source(
                        from(Secret.class)
                                .withName("localregistry-secrets")
                                .withLabelSelector(CHILDREN)
                                .withSecondaryToPrimaryMapper(RegistrySources::ownerOf),
                        context),
                children(ConfigMap.class, context),
                children(PersistentVolumeClaim.class, context),
                children(Deployment.class, context),
                children(DaemonSet.class, context),
                children(NetworkPolicy.class, context),
                source(
                        from(Pod.class)
                                .withName("localregistry-pods")
                                .withLabelSelector(CHILDREN)
                                .withSecondaryToPrimaryMapper(RegistrySources::ownerByLabel),
                        context),
                WatchedNamespaces.of(config.watchNamespaces()).all()
                        ? Optional.of(namespaces(context))
                        : Optional.empty(),
                source(
                        from(Secret.class)
                                .withName("certificate-authority")
                                .withNamespaces(config.namespace())
                                .withFieldSelector(named(CertificateAuthority.SECRET))
                                .withSecondaryToPrimaryMapper(all(context)),
                        context),
                source(
                        from(ConfigMap.class)
                                .withName("node-registries")
                                .withNamespaces(config.node().namespace())
                                .withFieldSelector(named(NodeRegistries.CONFIG_MAP))
                                .withSecondaryToPrimaryMapper(all(context)),
                        context),
                source(
                        from(Pod.class)
                                .withName("node-agents")
                                .withNamespaces(config.node().namespace())
                                .withLabelSelector(NodeAgents.SELECTOR)
                                .withSecondaryToPrimaryMapper(all(context)),
                        context),
                source(proxies(DaemonSet.class, "loopback-proxies", context, config), context),
                source(proxies(Pod.class, "loopback-proxy-pods", context, config), context),
                source(
                        from(ConfigMap.class)
                                .withName("local-registry-hosting")
                                .withNamespaces(HostingConfigMap.NAMESPACE)
                                .withFieldSelector(named(HostingConfigMap.NAME))
                                .withSecondaryToPrimaryMapper(all(context)),
                        context));
    }

    List<EventSource<?, LocalRegistry>> list() {
        var always = Stream.<EventSource<?, LocalRegistry>>of(
                services,
                secrets,
                configMaps,
                claims,
                deployments,
                daemonSets,
                networkPolicies,
                pods,
                authority,
                nodeConfig,
                nodeAgents,
                proxies,
                proxyPods,
                hosting);
        return Stream.concat(always, namespaces.stream()).toList();
    }

    /** Pods belong to a LocalRegistry through a Deployment or DaemonSet: their labels name it. */
    static Set<ResourceID> ownerByLabel(Pod pod) {
        var metadata = pod.getMetadata();
        return Set.of(new ResourceID(metadata.getLabels().get(Labels.LOCAL_REGISTRY), metadata.getNamespace()));
    }

    /** In another namespace a Secret has no owner: its labels name it. */
    static Set<ResourceID> ownerOf(Secret secret) {
        var labels = secret.getMetadata().getLabels();
        var elsewhere = labels.get(Labels.LOCAL_REGISTRY_NAMESPACE);
        return elsewhere == null
                ? Mappers.fromOwnerReferences(LocalRegistry.class).toPrimaryResourceIDs(secret)
                : Set.of(new ResourceID(labels.get(Labels.LOCAL_REGISTRY), elsewhere));
    }

    /** All namespaces. Where the operator watches some alone, it has no right to. */
    private static InformerEventSource<Namespace, LocalRegistry> namespaces(EventSourceContext<LocalRegistry> context) {
        return source(
                from(Namespace.class)
                        .withName("namespaces")
                        .withItemStore(new LabelledNamespaces())
                        .withSecondaryToPrimaryMapper(selecting(context)),
                context);
    }

    /** A namespace concerns those registries that select others at all. */
    private static SecondaryToPrimaryMapper<Namespace> selecting(EventSourceContext<LocalRegistry> context) {
        return namespace -> context.getPrimaryCache()
                .list(registry -> SpecValues.namespaces(registry).isPresent())
                .map(ResourceID::fromResource)
                .collect(toSet());
    }

    private static <R extends HasMetadata> InformerEventSource<R, LocalRegistry> children(
            Class<R> type, EventSourceContext<LocalRegistry> context) {
        // the default mapper follows the owner references
        return source(
                from(type)
                        .withName("localregistry-" + HasMetadata.getPlural(type))
                        .withLabelSelector(CHILDREN),
                context);
    }

    /** Proxies lie outside of their registries' namespaces, and carry their UIDs. */
    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> proxies(
            Class<R> type, String name, EventSourceContext<LocalRegistry> context, OperatorConfig config) {
        return from(type)
                .withName(name)
                .withNamespaces(config.node().namespace())
                .withLabelSelector(
                        Labels.MANAGED_BY + "=" + Labels.ONGGI + "," + Labels.NAME + "=" + LoopbackProxyDaemonSet.PROXY)
                .withSecondaryToPrimaryMapper(proxy -> context.getPrimaryCache()
                        .list(registry -> registry.getMetadata()
                                .getUid()
                                .equals(proxy.getMetadata().getLabels().get(Labels.INSTANCE)))
                        .map(ResourceID::fromResource)
                        .collect(toSet()));
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> from(Class<R> type) {
        return InformerEventSourceConfiguration.from(type, LocalRegistry.class);
    }

    private static <R extends HasMetadata> InformerEventSource<R, LocalRegistry> source(
            InformerEventSourceConfiguration.Builder<R> configuration, EventSourceContext<LocalRegistry> context) {
        return new InformerEventSource<>(configuration.build(), context);
    }

    private static FieldSelector named(String name) {
        return new FieldSelector(new FieldSelector.Field("metadata.name", name));
    }

    /** What all registries share concerns all of them. */
    private static <R extends HasMetadata> SecondaryToPrimaryMapper<R> all(EventSourceContext<LocalRegistry> context) {
        return shared ->
                context.getPrimaryCache().list().map(ResourceID::fromResource).collect(toSet());
    }
}
