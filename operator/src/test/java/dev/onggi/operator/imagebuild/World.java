package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.imagebuild.step.BuildContext;
import dev.onggi.operator.imagebuild.step.Cluster;
import dev.onggi.operator.imagebuild.step.GoBack;
import dev.onggi.operator.imagebuild.step.HearTriggers;
import dev.onggi.operator.imagebuild.step.ImageInspector;
import dev.onggi.operator.imagebuild.step.ObserveBuild;
import dev.onggi.operator.imagebuild.step.Outcome;
import dev.onggi.operator.imagebuild.step.Progress;
import dev.onggi.operator.imagebuild.step.Prune;
import dev.onggi.operator.imagebuild.step.RegistryResolution;
import dev.onggi.operator.imagebuild.step.ResolveRegistry;
import dev.onggi.operator.imagebuild.step.ResolveSource;
import dev.onggi.operator.imagebuild.step.RollOut;
import dev.onggi.operator.imagebuild.step.SourceResolution;
import dev.onggi.operator.imagebuild.step.StartBuild;
import dev.onggi.operator.imagebuild.step.Step;
import dev.onggi.operator.metrics.Measurement;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A cluster in memory with one ImageBuild, and an operator that reconciles it and can be killed before any of its calls.
 * Time stands still unless a test has it pass, but for creation times, which lie half a minute back.
 */
final class World implements Cluster {

    /** All objects by kind and name; the newest state alone. */
    private final Map<String, HasMetadata> objects = new TreeMap<>();

    /** Events by the name that they would have: an event of a name that exists is refused. */
    private final Map<String, Happening> events = new LinkedHashMap<>();

    private final List<String> writes = new ArrayList<>();
    private final List<Measurement> measured = new ArrayList<>();
    private final WorldTarget target = new WorldTarget(this::write);
    private ImageBuild imageBuild;
    private List<LocalRegistry> registries = List.of(Samples.registry("registry"));
    private Optional<String> user = Optional.empty();
    private Instant now = Samples.NOW;
    private int callsUntilKilled = Integer.MAX_VALUE;

    World(ImageBuild imageBuild) {
        this.imageBuild = imageBuild;
    }

    /** The operator was killed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The operator will be killed in the place of a call: 0 is the next one. */
    World killedInPlaceOfCall(int number) {
        callsUntilKilled = number;
        return this;
    }

    /** Whether the kill that was ordered is still to come. */
    boolean isYetToBeKilled() {
        return callsUntilKilled >= 0;
    }

    /** A user applies another spec. */
    void apply(String... fields) {
        var next = Samples.imageBuild(fields);
        next.getMetadata().setGeneration(imageBuild.getMetadata().getGeneration() + 1);
        next.setStatus(imageBuild.getStatus());
        imageBuild = next;
    }

    /** Reconciles until nothing is written any more; an operator that is killed is started again. */
    void settle() {
        int before;
        do {
            before = writes.size();
            try {
                reconcile();
            } catch (Killed killed) {
                writes.add("killed");
            }
        } while (writes.size() > before);
    }

    /** Seconds pass. */
    void passes(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** Reconciles once. */
    void reconcileOnce() {
        reconcile();
    }

    /** The kubelet writes a status; nothing where there is no such Pod. */
    void kubelet(int number, UnaryOperator<Pod> status) {
        objects.computeIfPresent("Pod/hello-%d-build".formatted(number), (name, pod) -> status.apply((Pod) pod));
    }

    /** The kubelet writes a status of the Pod that watches; nothing where there is none. */
    void kubeletOfWatch(UnaryOperator<Pod> status) {
        objects.computeIfPresent("Pod/hello-watch", (name, pod) -> status.apply((Pod) pod));
    }

    /** The Pod that watches. */
    Optional<Pod> watch() {
        return Optional.ofNullable((Pod) objects.get("Pod/hello-watch"));
    }

    /** These are the registries from now on. */
    void registries(LocalRegistry... others) {
        registries = List.of(others);
    }

    /** This is who images run as from now on; empty: the registry does not tell. */
    void imagesRunAs(Optional<String> name) {
        user = name;
    }

    /** A Pod is gone. */
    void gone(int number) {
        objects.remove("Pod/hello-%d-build".formatted(number));
    }

    /** The Deployment's controller writes a status. */
    void deploymentHas(int updated, int available) {
        objects.computeIfPresent(
                "Deployment/hello",
                (name, deployment) -> new DeploymentBuilder((Deployment) deployment)
                        .withNewStatus()
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .withReplicas(updated)
                        .withUpdatedReplicas(updated)
                        .withReadyReplicas(available)
                        .withAvailableReplicas(available)
                        .endStatus()
                        .build());
    }

    /** The Deployment's controller finds that the new Pod has taken too long. */
    void deploymentExceeded() {
        deploymentHas(1, 0);
        objects.computeIfPresent(
                "Deployment/hello",
                (name, deployment) -> new DeploymentBuilder((Deployment) deployment)
                        .editStatus()
                        .addNewCondition()
                        .withType("Progressing")
                        .withReason("ProgressDeadlineExceeded")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    /** The workload that {@code rollout.target} may name. */
    WorldTarget target() {
        return target;
    }

    /** The image that the Deployment runs. */
    String runs() {
        return container().getImage();
    }

    /** The container of the Deployment. */
    Container container() {
        return all(Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    ImageBuild imageBuild() {
        return imageBuild;
    }

    /** What was written to the API server. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    /** The events that are there, each as reason and key. */
    List<String> events() {
        return List.copyOf(events.keySet());
    }

    /** What was measured, in its order. */
    List<Measurement> measured() {
        return List.copyOf(measured);
    }

    private void reconcile() {
        var seen = context();
        var stop = run(seen);
        var progress = stop.progress().keeping(imageBuild.getSpec());
        Prune.excess(seen, progress).forEach(this::delete);
        var status = progress.status(imageBuild.getMetadata().getGeneration(), stop.summary());
        if (!status.equals(imageBuild.getStatus())) {
            ImageBuildHappenings.between(imageBuild.getStatus(), status).forEach(this::record);
            write("status");
            measured.addAll(ImageBuildMeasures.between(imageBuild, status, seen.buildPods(), Samples.NOW));
            imageBuild.setStatus(status);
        }
    }

    private Outcome.Stop run(BuildContext seen) {
        var status = imageBuild.getStatus();
        var progress = Progress.of(
                status,
                Conditions.after(
                        status == null ? null : status.conditions(),
                        imageBuild.getMetadata().getGeneration(),
                        Samples.CLOCK));
        for (var step : steps()) {
            var outcome = step.run(seen, progress);
            if (outcome instanceof Outcome.Stop stop) {
                return stop;
            }
            progress = outcome.progress();
        }
        return new Outcome.Stop(progress, new Summary.Ready("Succeeded", "ready"), Optional.empty());
    }

    private List<Step> steps() {
        var rollOut = new RollOut(this, target);
        return List.of(
                new ResolveRegistry(this),
                new ResolveSource(),
                new HearTriggers(this),
                new GoBack(rollOut),
                new StartBuild(this),
                new ObserveBuild(
                        this,
                        (namespace, registry, repository, digest, before) -> new ImageInspector.Inspected(
                                new Manifest(digest, "manifest", 1, List.of(), user), Optional.empty())),
                rollOut);
    }

    private BuildContext context() {
        return new BuildContext(
                imageBuild,
                RegistryResolution.of(imageBuild, registries, Map.of()),
                SourceResolution.of(imageBuild, Optional.empty(), Optional.empty()),
                all(Pod.class).stream()
                        .filter(pod -> !WatchPodFactory.isWatch(pod))
                        .toList(),
                all(PersistentVolumeClaim.class),
                all(Deployment.class).stream().findFirst(),
                all(Service.class).stream().findFirst(),
                List.of(),
                all(Pod.class).stream().filter(WatchPodFactory::isWatch).findFirst(),
                all(NetworkPolicy.class).stream().findFirst(),
                Samples.SETTINGS,
                now);
    }

    private <T> List<T> all(Class<T> type) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    @SuppressWarnings("unchecked") // what is kept under a kind and name is of the class of that kind
    public <R extends HasMetadata> R apply(R desired, Optional<R> current) {
        var there = (R) objects.get(name(desired));
        if (there != null && specs(there).equals(specs(desired))) {
            return there;
        }
        write("apply " + name(desired));
        var generation = there == null ? 0 : there.getMetadata().getGeneration();
        desired.getMetadata().setGeneration(generation + 1);
        objects.put(name(desired), desired);
        return desired;
    }

    @Override
    public void create(ConfigMap inputs) {
        if (!objects.containsKey(name(inputs))) {
            write("create " + name(inputs));
            objects.put(name(inputs), inputs);
        }
    }

    @Override
    public void provide(ConfigMap inputs) {
        create(inputs);
    }

    @Override
    public PodCreation create(Pod pod) {
        if (!objects.containsKey(name(pod))) {
            write("create " + name(pod));
            objects.put(
                    name(pod),
                    new PodBuilder(pod)
                            .editMetadata()
                            .withUid("uid")
                            .withCreationTimestamp(Samples.NOW.minusSeconds(30).toString())
                            .endMetadata()
                            .build());
        }
        return new PodCreation.Created((Pod) objects.get(name(pod)));
    }

    @Override
    public PodCreation hand(BuildPlan plan, int number, int attempt) {
        throw new UnsupportedOperationException("this world has no builder that is shared");
    }

    @Override
    public void delete(HasMetadata object) {
        write("delete " + name(object));
        objects.remove(name(object));
    }

    @Override
    public boolean exists(String namespace, String pod) {
        return objects.containsKey("Pod/" + pod);
    }

    @Override
    public Optional<Summary> outOfReach(String pod) {
        return Optional.empty();
    }

    @Override
    public Optional<String> newestWarning(Pod pod) {
        return Optional.empty();
    }

    @Override
    public List<String> usersOf(String claim, Pod except) {
        return List.of();
    }

    @Override
    public boolean hasNodesWithoutUserNamespaces() {
        return false;
    }

    @Override
    public void metNodeWithoutUserNamespaces() {
        throw new UnsupportedOperationException("every node of this world has user namespaces");
    }

    private void record(Happening happening) {
        var name = happening.reason() + " " + happening.key();
        if (!events.containsKey(name)) {
            write("event " + name);
            events.put(name, happening);
        }
    }

    private void write(String what) {
        if (callsUntilKilled-- == 0) {
            throw new Killed();
        }
        writes.add(what);
    }

    private static String name(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    private static Object specs(HasMetadata object) {
        return switch (object) {
            case Deployment deployment -> deployment.getSpec();
            case Service service -> service.getSpec();
            case NetworkPolicy policy -> policy.getSpec();
            case PersistentVolumeClaim claim -> claim.getSpec();
            default -> Objects.requireNonNull(object);
        };
    }
}
