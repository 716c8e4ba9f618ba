package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.builder.ReportedBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster that writes down what is done to it, and answers as it was told to. */
final class FakeCluster implements Cluster {

    final List<String> calls = new ArrayList<>();
    final List<HasMetadata> applied = new ArrayList<>();
    final List<Pod> pods = new ArrayList<>();
    final List<ConfigMap> inputs = new ArrayList<>();
    private Optional<String> denial = Optional.empty();
    private List<String> deniedEngines = List.of();
    private boolean metUnsupportedNode;
    private Optional<String> full = Optional.empty();
    private List<String> users = List.of();
    private Optional<String> warning = Optional.empty();
    private Optional<Summary> postponed = Optional.empty();
    private boolean existing;

    /** From now on no Pod is admitted. */
    FakeCluster denying(String message) {
        denial = Optional.of(message);
        return this;
    }

    /** From now on Pods are refused whose engine is one of these. */
    FakeCluster denyingEngines(String... engines) {
        deniedEngines = List.of(engines);
        return this;
    }

    /** From now on there is no room for any Pod. */
    FakeCluster overQuota(String message) {
        full = Optional.of(message);
        return this;
    }

    /** From now on the builder of the namespace takes no build. */
    FakeCluster postponing(Summary summary) {
        postponed = Optional.of(summary);
        return this;
    }

    /** From now on each Pod has this warning. */
    FakeCluster warning(String message) {
        warning = Optional.of(message);
        return this;
    }

    /** From now on the API server knows each Pod. */
    FakeCluster knowingPods() {
        existing = true;
        return this;
    }

    @Override
    public <R extends HasMetadata> R apply(R desired, Optional<R> current) {
        calls.add("apply " + text(desired));
        applied.add(desired);
        return current.orElse(desired);
    }

    @Override
    public void create(ConfigMap configMap) {
        calls.add("create " + text(configMap));
        inputs.add(configMap);
    }

    @Override
    public void provide(ConfigMap configMap) {
        create(configMap);
    }

    @Override
    public PodCreation create(Pod pod) {
        calls.add("create " + text(pod));
        if (denial.isPresent()) {
            return new PodCreation.Denied(denial.get());
        }
        var engine = pod.getMetadata().getAnnotations().get(Labels.ENGINE);
        if (deniedEngines.contains(engine)) {
            return new PodCreation.Denied("violates PodSecurity: " + engine);
        }
        if (full.isPresent()) {
            return new PodCreation.OverQuota(full.get());
        }
        var created = new PodBuilder(pod)
                .editMetadata()
                .withUid("uid-" + pod.getMetadata().getName())
                .withCreationTimestamp(Samples.NOW.toString())
                .endMetadata()
                .build();
        pods.add(created);
        return new PodCreation.Created(created);
    }

    @Override
    public PodCreation hand(BuildPlan plan, int number, int attempt) {
        calls.add("hand over build %d, attempt %d".formatted(number, attempt));
        if (postponed.isPresent()) {
            return new PodCreation.Postponed(postponed.get());
        }
        var metadata = plan.imageBuild().getMetadata();
        var key = new BuildKey(
                metadata.getName(), metadata.getUid(), number, attempt, plan.fingerprint(), metadata.getGeneration());
        var build = ReportedBuild.pod(plan.imageBuild(), BuildReport.ordered(key, Samples.NOW));
        pods.add(build);
        return new PodCreation.Created(build);
    }

    @Override
    public void delete(HasMetadata object) {
        calls.add("delete " + text(object));
    }

    @Override
    public boolean exists(String namespace, String pod) {
        calls.add("look for Pod/" + pod);
        return existing;
    }

    @Override
    public Optional<Summary> outOfReach(String pod) {
        return Optional.empty();
    }

    @Override
    public Optional<String> newestWarning(Pod pod) {
        calls.add("warnings of " + text(pod));
        return warning;
    }

    @Override
    public List<String> usersOf(String claim, Pod except) {
        calls.add("users of " + claim + " but " + text(except));
        return users;
    }

    @Override
    public boolean hasNodesWithoutUserNamespaces() {
        return metUnsupportedNode;
    }

    @Override
    public void metNodeWithoutUserNamespaces() {
        metUnsupportedNode = true;
    }

    /** From now on these use every claim. */
    void users(String... pods) {
        users = List.of(pods);
    }

    private static String text(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}
