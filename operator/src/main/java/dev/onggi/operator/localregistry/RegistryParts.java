package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certmanager.Certificates;
import dev.onggi.operator.localregistry.resource.RegistryImages;
import dev.onggi.operator.localregistry.storage.ExistingClaims;
import dev.onggi.operator.registry.RegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the reconciler works with, put together from its event sources.
 *
 * @param mounts the annotation of the registry's Pod: hash of the users and the certificate that it shall have
 * @param exists whether there still is a LocalRegistry
 */
record RegistryParts(
        List<EventSource<?, LocalRegistry>> eventSources,
        RegistryChildren children,
        ExistingClaims existingClaims,
        CertManager certManager,
        RegistryCertificates certificates,
        TenantGrants grants,
        PodAnnotation mounts,
        AccessPlanner access,
        NodeAccess nodeAccess,
        Hosting hosting,
        CanaryProof canary,
        ExternalRegistries externals,
        Predicate<ResourceID> exists) {

    private static final String MOUNTED = "onggi.dev/mounted";

    static RegistryParts create(
            EventSourceContext<LocalRegistry> context,
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            Clock clock,
            SecureRandom random) {
        Predicate<ResourceID> exists = id -> context.getPrimaryCache().get(id).isPresent();
        var sources = RegistrySources.create(context, config);
        var existingClaims = new ExistingClaims(client);
        var supplied = new SuppliedSecrets(client, exists);
        var issued = new Certificates(client, exists);

        var issuer = new CertificateIssuer(clock, random);
        var authority = new CertificateAuthority(config.namespace(), client, sources.authority(), issuer, clock);
        var certManager = new CertManager(client, issued, sources.secrets());
        var certificates =
                new RegistryCertificates(new CertificateWishes(authority, certManager, supplied, clock), issuer, clock);

        var login = new GatewayLogin(registryClient);
        var tenants = new Tenants(sources.namespaces());
        var agents = new NodeAgents(client, sources.nodeAgents());
        var access = new AccessPlanner(agents, client.hasApiGroup(AccessPlanner.OPENSHIFT, true));
        var children = new RegistryChildren(
                sources,
                new ChildMakers(
                        certificates,
                        new UsersIssuer(random, clock),
                        login,
                        tenants,
                        access,
                        new RegistryImages(
                                config.registry().image(), config.gateway().image())));
        var nodes = config.node().namespace();
        var nodeAccess = new NodeAccess(
                nodes,
                new NodeRegistries(nodes, client, sources.nodeConfig(), agents),
                agents,
                access,
                new LoopbackProxies(nodes, config.gateway().image(), client, sources.proxies(), sources.proxyPods()));
        return new RegistryParts(
                Stream.concat(sources.list().stream(), Stream.of(existingClaims, supplied, issued))
                        .toList(),
                children,
                existingClaims,
                certManager,
                certificates,
                new TenantGrants(sources.secrets(), tenants, login, new TenantSecretWriter(client, sources.secrets())),
                new PodAnnotation(MOUNTED, client, sources.pods()),
                access,
                nodeAccess,
                new Hosting(client, sources.hosting()),
                new CanaryProof(children, registryClient, clock),
                new ExternalRegistries(
                        sources,
                        new NamedSecrets(client),
                        new ExternalProbe(client, config.gateway().image(), clock),
                        nodeAccess,
                        nodes,
                        clock),
                exists);
    }
}
