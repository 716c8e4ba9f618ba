package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The builders of all namespaces. Reconciliations ask what is known of their builds and say what they want; whatever takes
 * time is done by the connections, which wake the ImageBuilds that something is new of.
 */
public final class SharedBuilders extends AbstractEventSource<BuildReport, ImageBuild> {

    private static final Logger LOG = Logger.getLogger(SharedBuilders.class);

    /** How long a Pod may take to start before somebody looks for the cause. */
    private static final Duration START_GRACE = Duration.ofSeconds(8);

    private final KubernetesClient client;
    private final SharedBuilderSettings settings;
    private final BuilderTls tls;
    private final BuilderObjects objects;
    private final Clock clock;
    private final Function<String, List<ImageBuild>> imageBuilds;
    private final Map<String, BuilderConnection> connections = new ConcurrentHashMap<>();
    private SharedIndexInformer<Pod> pods;
    private SharedIndexInformer<PersistentVolumeClaim> claims;

    /**
     * The builders.
     *
     * @param imageBuilds all ImageBuilds of a namespace, from a cache
     */
    public SharedBuilders(
            KubernetesClient client,
            SharedBuilderSettings settings,
            CertificateIssuer issuer,
            Clock clock,
            Function<String, List<ImageBuild>> imageBuilds) {
        super(BuildReport.class, "builders");
        this.client = client;
        this.settings = settings;
        this.tls = new BuilderTls(client, settings.operatorNamespace(), issuer);
        this.objects = new BuilderObjects(client, tls, settings, clock);
        this.clock = clock;
        this.imageBuilds = imageBuilds;
    }

    @Override
    public void start() {
        super.start();
        claims = client.persistentVolumeClaims()
                .inAnyNamespace()
                .withLabel(Labels.BUILDER)
                .inform();
        pods = client.pods().inAnyNamespace().withLabel(Labels.BUILDER).inform(new PodHandler());
    }

    @Override
    public void stop() {
        super.stop();
        pods.close();
        claims.close();
        connections.values().forEach(BuilderConnection::close);
        connections.clear();
    }

    @Override
    public Set<BuildReport> getSecondaryResources(ImageBuild imageBuild) {
        return Set.copyOf(reports(imageBuild));
    }

    /** The builds of an ImageBuild that its builder knows, in the form of Pods. */
    public List<Pod> builds(ImageBuild imageBuild) {
        return ReportedBuild.pods(imageBuild, reports(imageBuild));
    }

    private List<BuildReport> reports(ImageBuild imageBuild) {
        return connection(imageBuild.getMetadata().getNamespace())
                .map(connection -> connection.reports(imageBuild.getMetadata().getUid()))
                .orElseGet(List::of);
    }

    /** Whether a builder may have a build of this ImageBuild, of which it just has not told yet. */
    public boolean mayHaveBuilds(ImageBuild imageBuild) {
        var namespace = imageBuild.getMetadata().getNamespace();
        return pod(namespace)
                .filter(pod -> BuilderState.of(pod) == BuilderState.RUNNING)
                .filter(pod -> connection(namespace)
                        .map(connection -> !connection.isConnected() || isAtWork(connection, imageBuild))
                        .orElse(true))
                .isPresent();
    }

    private static boolean isAtWork(BuilderConnection connection, ImageBuild imageBuild) {
        return connection.reports(imageBuild.getMetadata().getUid()).stream()
                .anyMatch(report -> report.state() != BuildReport.State.ENDED);
    }

    /** Hands a build over, for which the builder is started where it is not there. */
    public Handing hand(BuildPlan plan, int number, int attempt) {
        var namespace = plan.imageBuild().getMetadata().getNamespace();
        var users = users(plan.imageBuild());
        var desired = objects.desired(namespace, plan.registry(), users, claim(namespace));
        var there = pod(namespace);
        if (there.isEmpty()
                && claim(namespace).filter(HasMetadata::isMarkedForDeletion).isPresent()) {
            return waiting(namespace, "starts when its former claim is gone");
        }
        if (there.isEmpty()) {
            objects.start(namespace, plan.registry(), users);
            return waiting(namespace, "starts");
        }
        var pod = there.get();
        return switch (BuilderState.of(pod)) {
            case LEAVING -> waiting(namespace, "ends, and another one takes its place");
            case BROKEN -> {
                objects.remove(pod);
                yield waiting(namespace, "has broken down, and another one takes its place");
            }
            case STARTING -> {
                objects.provide(pod, desired);
                yield starting(pod);
            }
            case RUNNING -> {
                var connection = connection(namespace);
                if (connection.isEmpty() || !connection.get().isConnected()) {
                    yield waiting(namespace, "starts");
                }
                yield desired.hash().equals(pod.getMetadata().getAnnotations().get(Labels.CONFIG_HASH))
                        ? hand(plan, BuildOrders.key(plan, number, attempt), connection.get())
                        : replace(namespace, connection.get());
            }
        };
    }

    private Handing hand(BuildPlan plan, BuildKey key, BuilderConnection connection) {
        var order = BuildOrders.of(plan, key, plan.registry().pushSecret().map(name -> credential(plan, name)));
        if (!connection.hand(order)) {
            return waiting(connection.namespace(), "ends, and another one takes its place");
        }
        return connection.reports(key.uid()).stream()
                .filter(report -> report.key().number() == key.number())
                .findFirst()
                .<Handing>map(report -> new Handing.Handed(ReportedBuild.pod(plan.imageBuild(), report)))
                .orElseGet(() -> waiting(connection.namespace(), "is asked"));
    }

    /** The registry's own Secret, which the operator has made. */
    private String credential(BuildPlan plan, String name) {
        var namespace = plan.imageBuild().getMetadata().getNamespace();
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        return Optional.ofNullable(secret)
                .flatMap(found -> SecretData.text(found, ".dockerconfigjson"))
                .orElseThrow(() ->
                        new IllegalStateException("Secret %s/%s, which comes with the LocalRegistry, is not there yet"
                                .formatted(namespace, name)));
    }

    private static Handing replace(String namespace, BuilderConnection connection) {
        connection.drain();
        return waiting(
                namespace,
                "was made for another registry or by another version, and is replaced as soon as its builds have ended");
    }

    private Handing starting(Pod pod) {
        var namespace = pod.getMetadata().getNamespace();
        var started = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return clock.instant().isBefore(started.plus(START_GRACE))
                ? waiting(namespace, "starts")
                : PodTrouble.of(pod)
                        .<Handing>map(trouble -> new Handing.Troubled(
                                trouble.reason(),
                                "the builder in Pod %s cannot start: %s; see %s"
                                        .formatted(BuilderMetadata.NAME, trouble.message(), describe(namespace))))
                        .orElseGet(() -> waiting(namespace, "starts"));
    }

    private static Handing waiting(String namespace, String what) {
        return new Handing.Waiting(
                "the builder in Pod %s %s; see %s".formatted(BuilderMetadata.NAME, what, describe(namespace)));
    }

    private static String describe(String namespace) {
        return "kubectl describe pod -n %s %s".formatted(namespace, BuilderMetadata.NAME);
    }

    /** Stops a build where it runs, and has it forgotten. */
    public void forget(HasMetadata build) {
        connection(build.getMetadata().getNamespace())
                .ifPresent(connection -> connection.forget(ReportedBuild.id(build)));
    }

    /** Has the builder stay for an ImageBuild that asks for one, and go where nobody does. */
    public void tend(ImageBuild imageBuild) {
        var namespace = imageBuild.getMetadata().getNamespace();
        var claim = claim(namespace);
        var pod = pod(namespace);
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

    private Optional<Pod> pod(String namespace) {
        return Optional.ofNullable(pods.getStore().getByKey(namespace + "/" + BuilderMetadata.NAME))
                .filter(BuilderMetadata::isOurs);
    }

    private Optional<PersistentVolumeClaim> claim(String namespace) {
        return Optional.ofNullable(claims.getStore().getByKey(namespace + "/" + BuilderMetadata.NAME))
                .filter(BuilderMetadata::isOurs);
    }

    private Optional<BuilderConnection> connection(String namespace) {
        return pod(namespace).map(pod -> connections.get(pod.getMetadata().getUid()));
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
            var known = imageBuilds.apply(connection.namespace());
            connection.reports().stream()
                    .map(BuildReport::key)
                    .filter(key -> known.stream()
                            .noneMatch(imageBuild ->
                                    imageBuild.getMetadata().getUid().equals(key.uid())))
                    .filter(key -> isGone(connection.namespace(), key))
                    .forEach(key -> connection.forget(key.id()));
            pod(connection.namespace()).ifPresent(pod -> stopIfIdle(pod, connection, known));
        }

        private void stopIfIdle(Pod pod, BuilderConnection connection, List<ImageBuild> known) {
            var over = new IdleRule(settings.idle())
                    .isOver(
                            known,
                            connection.reports(),
                            connection.isDraining(),
                            connection.idleSince(),
                            Instant.parse(pod.getMetadata().getCreationTimestamp()),
                            clock.instant());
            if (over && connection.retire()) {
                LOG.infof("builder stopped: namespace=%s", connection.namespace());
                // the Pod last: with it this connection ends, whose thread this is
                if (IdleRule.users(known).isEmpty()) {
                    claim(connection.namespace()).ifPresent(objects::remove);
                }
                objects.remove(pod);
            }
        }

        /** The cache may not have seen it yet: only the API server knows. */
        private boolean isGone(String namespace, BuildKey key) {
            var there = client.resources(ImageBuild.class)
                    .inNamespace(namespace)
                    .withName(key.imageBuild())
                    .get();
            return there == null || !there.getMetadata().getUid().equals(key.uid());
        }
    }

    /** Keeps a connection to each Pod that runs. */
    private final class PodHandler implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            see(pod);
            wake(pod.getMetadata().getNamespace());
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            see(after);
            if (BuilderState.of(before) != BuilderState.of(after)) {
                wake(after.getMetadata().getNamespace());
            }
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            disconnect(pod);
            wake(pod.getMetadata().getNamespace());
        }

        private void see(Pod pod) {
            if (BuilderState.of(pod) != BuilderState.RUNNING) {
                disconnect(pod);
            } else if (BuilderMetadata.isOurs(pod)
                    && BuilderMetadata.NAME.equals(pod.getMetadata().getName())) {
                connections.computeIfAbsent(pod.getMetadata().getUid(), uid -> connect(pod));
            }
        }

        private BuilderConnection connect(Pod pod) {
            var namespace = pod.getMetadata().getNamespace();
            var ip = pod.getStatus().getPodIP();
            return new BuilderConnection(
                            namespace, () -> new BuilderClient(ip, tls.operator(namespace)), new News(), clock)
                    .open();
        }

        private void disconnect(Pod pod) {
            var connection = connections.remove(pod.getMetadata().getUid());
            if (connection != null) {
                connection.close();
            }
        }
    }
}
