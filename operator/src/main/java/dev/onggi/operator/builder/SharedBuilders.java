package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The builders of all namespaces. Reconciliations ask what is known of their builds and say what they want; whatever takes
 * time is done by the connections, which wake the ImageBuilds that something is new of.
 */
public final class SharedBuilders extends AbstractEventSource<BuildReport, ImageBuild>
        implements ResourceEventAware<ImageBuild> {

    private final BuilderCache cache;
    private final BuilderObjects objects;
    private final BuilderConnections connections;
    private final BuilderTidying tidying;
    private final HandOver handOver;
    private final Function<String, List<ImageBuild>> imageBuilds;

    /**
     * The builders.
     *
     * @param imageBuilds all ImageBuilds of a namespace, from a cache
     */
    public SharedBuilders(
            KubernetesClient client,
            WatchedNamespaces watched,
            SharedBuilderSettings settings,
            CertificateIssuer issuer,
            Clock clock,
            Function<String, List<ImageBuild>> imageBuilds) {
        super(BuildReport.class, "builders");
        var tls = new BuilderTls(client, settings.operatorNamespace(), issuer);
        var ownership = new BuilderOwnership(imageBuilds);
        this.imageBuilds = imageBuilds;
        this.cache = new BuilderCache(client, watched, ownership);
        this.objects = new BuilderObjects(client, tls, settings, ownership, clock);
        this.tidying = new BuilderTidying(client, cache, objects, new IdleRule(settings.idle()), imageBuilds, clock);
        this.connections = new BuilderConnections(tls, new News(), this::wake, ownership, clock);
        this.handOver = new HandOver(client, cache, objects, connections, tidying, clock);
    }

    @Override
    public void start() {
        super.start();
        cache.open(connections);
    }

    @Override
    public void stop() {
        super.stop();
        cache.close();
        connections.close();
    }

    @Override
    public Set<BuildReport> getSecondaryResources(ImageBuild imageBuild) {
        return Set.copyOf(reports(imageBuild));
    }

    /** The builds of an ImageBuild that its builder knows, in the form of Pods. */
    public List<Pod> builds(ImageBuild imageBuild) {
        return cache.pod(imageBuild.getMetadata().getNamespace())
                .map(pod -> ReportedBuild.pods(imageBuild, reports(imageBuild), pod))
                .orElseGet(List::of);
    }

    private List<BuildReport> reports(ImageBuild imageBuild) {
        return connection(imageBuild.getMetadata().getNamespace())
                .map(connection -> connection.reports(imageBuild.getMetadata().getUid()))
                .orElseGet(List::of);
    }

    /** Whether a builder may have a build of this ImageBuild, of which it just has not told yet. */
    public boolean mayHaveBuilds(ImageBuild imageBuild) {
        var namespace = imageBuild.getMetadata().getNamespace();
        return cache.pod(namespace)
                .filter(pod -> BuilderState.of(pod) == BuilderState.RUNNING)
                .filter(pod -> connection(namespace)
                        .map(connection -> !connection.isConnected() || isAtWork(connection, imageBuild))
                        .orElse(true))
                .isPresent();
    }

    /** What keeps the operator from hearing of the builder that has the builds of an ImageBuild; empty where it hears. */
    public Optional<Handing.Troubled> outOfReach(ImageBuild imageBuild) {
        return cache.pod(imageBuild.getMetadata().getNamespace())
                .filter(pod -> BuilderState.of(pod) == BuilderState.RUNNING)
                .flatMap(handOver::outOfReach);
    }

    private static boolean isAtWork(BuilderConnection connection, ImageBuild imageBuild) {
        return connection.reports(imageBuild.getMetadata().getUid()).stream()
                .anyMatch(report -> report.state() != BuildReport.State.ENDED);
    }

    /** At once: until the builder is asked for news again, a build that nobody wants would run on for seconds. */
    @Override
    public void onResourceDeleted(ImageBuild imageBuild) {
        var uid = imageBuild.getMetadata().getUid();
        connection(imageBuild.getMetadata().getNamespace())
                .ifPresent(connection -> connection
                        .reports(uid)
                        .forEach(report -> connection.forget(report.key().id())));
    }

    /** Hands a build over, for which the builder is started where it is not there. */
    public Handing hand(BuildPlan plan, int number, int attempt) {
        return handOver.hand(plan, users(plan.imageBuild()), number, attempt);
    }

    /** Stops a build where it runs, and has it forgotten. */
    public void forget(HasMetadata build) {
        connection(build.getMetadata().getNamespace())
                .ifPresent(connection -> connection.forget(ReportedBuild.id(build)));
    }

    /** Has the builder stay for an ImageBuild that asks for one, and go where nobody does. */
    public void tend(ImageBuild imageBuild) {
        var namespace = imageBuild.getMetadata().getNamespace();
        var claim = cache.claim(namespace);
        var pod = cache.pod(namespace);
        var users = users(imageBuild);
        if (users.isEmpty()) {
            // a Pod is looked after by its connection
            claim.filter(known -> pod.isEmpty()).ifPresent(objects::remove);
        } else if (claim.filter(known -> !BuilderMetadata.belongsTo(users, known))
                        .isPresent()
                || pod.filter(known -> !BuilderMetadata.belongsTo(users, known)).isPresent()) {
            objects.keepFor(users, claim, pod);
        }
    }

    /** The ImageBuilds that share the builder; of one of them something newer is known than the cache has. */
    private List<ImageBuild> users(ImageBuild newest) {
        var all = new ArrayList<>(imageBuilds.apply(newest.getMetadata().getNamespace()));
        all.removeIf(other ->
                other.getMetadata().getName().equals(newest.getMetadata().getName()));
        all.add(newest);
        return IdleRule.users(all);
    }

    private Optional<BuilderConnection> connection(String namespace) {
        return cache.pod(namespace).flatMap(connections::of);
    }

    private void wake(String namespace) {
        IdleRule.users(imageBuilds.apply(namespace))
                .forEach(user -> getEventHandler().handleEvent(new Event(ResourceID.fromResource(user))));
    }

    /** What a builder has told is dealt with here, in the connection's own thread. */
    private final class News implements BuilderConnection.Listener {

        @Override
        public void connected(BuilderConnection connection) {
            wake(connection.namespace());
        }

        @Override
        public void changed(BuilderConnection connection, BuildKey key) {
            getEventHandler().handleEvent(new Event(new ResourceID(key.imageBuild(), connection.namespace())));
        }

        @Override
        public void looked(BuilderConnection connection) {
            tidying.tidy(connection);
        }
    }
}
