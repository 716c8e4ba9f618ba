package dev.onggi.operator.bench.builds;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What an object says about how far a build is. */
final class Facts {

    private Facts() {}

    static List<String> of(ImageBuild imageBuild, long generation) {
        var facts = new ArrayList<String>();
        ready(imageBuild)
                .filter(ready -> Objects.equals(ready.observedGeneration(), generation))
                .ifPresent(ready -> facts.add("ImageBuild: " + ready.reason()));
        if (isBuilt(imageBuild, generation)) {
            facts.add(Observation.BUILT);
        }
        return facts;
    }

    static List<String> of(Pod pod) {
        var role = Objects.requireNonNullElse(pod.getMetadata().getLabels().get("app.kubernetes.io/name"), "other")
                + " Pod: ";
        var facts = new ArrayList<String>();
        facts.add(role + "made");
        if (pod.getSpec().getNodeName() != null) {
            facts.add(role + "scheduled");
        }
        var containers = pod.getStatus().getContainerStatuses();
        if (!containers.isEmpty() && containers.stream().allMatch(Facts::hasStarted)) {
            facts.add(role + "runs");
        }
        if (containers.stream()
                .filter(container -> container.getName().equals(BuildPodFactory.BUILD))
                .anyMatch(container -> container.getState().getTerminated() != null)) {
            facts.add(role + "container ended");
        }
        if (pod.getStatus().getPhase().equals("Succeeded")) {
            facts.add(role + "Succeeded");
        }
        return facts;
    }

    /** Whether the image of a generation is in the registry. */
    static boolean isBuilt(ImageBuild imageBuild, long generation) {
        return Optional.ofNullable(imageBuild.getStatus())
                .map(ImageBuildStatus::build)
                .filter(build -> Objects.equals(build.generation(), generation))
                .filter(build -> "Succeeded".equals(build.result()))
                .isPresent();
    }

    /** Whether all is done that the newest generation asks for. */
    static boolean isReady(ImageBuild imageBuild) {
        return ready(imageBuild)
                .filter(isOfNewest(imageBuild))
                .filter(ready -> ready.status().equals("True"))
                .isPresent();
    }

    static void requireNotStalled(ImageBuild imageBuild) {
        condition(imageBuild, "Stalled")
                .filter(isOfNewest(imageBuild))
                .filter(stalled -> stalled.status().equals("True"))
                .ifPresent(stalled -> {
                    throw new IllegalStateException("ImageBuild %s is Stalled. %s: %s"
                            .formatted(imageBuild.getMetadata().getName(), stalled.reason(), stalled.message()));
                });
    }

    private static Predicate<Condition> isOfNewest(ImageBuild imageBuild) {
        return condition -> Objects.equals(
                condition.observedGeneration(), imageBuild.getMetadata().getGeneration());
    }

    private static Optional<Condition> ready(ImageBuild imageBuild) {
        return condition(imageBuild, "Ready");
    }

    private static Optional<Condition> condition(ImageBuild imageBuild, String type) {
        return imageBuild.getStatus() == null || imageBuild.getStatus().conditions() == null
                ? Optional.empty()
                : Conditions.find(imageBuild.getStatus().conditions(), type);
    }

    private static boolean hasStarted(ContainerStatus container) {
        return container.getState() != null && container.getState().getWaiting() == null;
    }
}
