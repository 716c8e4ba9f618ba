package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.step.Targets;
import dev.onggi.operator.imagebuild.step.Workloads;
import dev.onggi.operator.rollout.TargetWorkload;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;
import java.util.function.Consumer;

/** Deployment web of somebody else in a {@link World}, with one Pod. */
final class WorldTarget implements Targets {

    /** What the first of its owners had it run. */
    static final String OLD = "docker.io/library/nginx:1";

    private final Consumer<String> write;
    private Deployment there = Workloads.deployment("flux", OLD, 1, 1, "app");

    /**
     * One of a world.
     *
     * @param write takes note of a call of the API server, in whose place the operator may be killed
     */
    WorldTarget(Consumer<String> write) {
        this.write = write;
    }

    /** Its controller writes a status. */
    void has(int updated, int available) {
        there = Workloads.deployment(manager(), runs(), updated, available, "app");
    }

    /** Its owner applies it once more, by force. */
    void takenBack() {
        there = Workloads.deployment("flux", OLD, 1, 1, "app");
    }

    /** The image that it runs. */
    String runs() {
        return new TargetWorkload(there).image("app").orElseThrow();
    }

    private String manager() {
        return new TargetWorkload(there).isOurs("app") ? TargetWorkload.FIELD_MANAGER : "flux";
    }

    @Override
    public Optional<TargetWorkload> find(ImageBuild imageBuild) {
        return Optional.of(new TargetWorkload(there));
    }

    @Override
    public Optional<TargetWorkload> fresh(TargetWorkload seen) {
        return Optional.of(new TargetWorkload(there));
    }

    @Override
    public Write setImage(TargetWorkload target, String container, String image, String serviceAccount) {
        write.accept("set image of " + target.state().workload());
        there = Workloads.deployment(TargetWorkload.FIELD_MANAGER, image, 0, 0, container);
        return new Write.Done(new TargetWorkload(there));
    }
}
