package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.BuildEngine;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.imagebuild.resource.Engine;
import dev.onggi.operator.imagebuild.resource.PodShape;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Which engine builds: the first one whose Pod is admitted. The API server is asked with the very Pod that is to build, so that
 * its answer holds for all that has a say there: Pod Security, webhooks, policies, LimitRanges. It is no dry run, which some
 * webhooks refuse to answer, and which would be one request more for each build.
 */
final class EngineChoice {

    /** Of the words about all engines but the first. */
    private static final int LONGEST = 400;

    private EngineChoice() {}

    /** Makes the Pod of a build, with the first engine that is admitted. */
    static Cluster.PodCreation create(Cluster cluster, BuildPlan plan, int number, Optional<Quantity> memory) {
        var refusals = new LinkedHashMap<String, BuildEngine>();
        for (var engine : Engine.candidates(plan.spec().builder().engine(), cluster.hasNodesWithoutUserNamespaces())) {
            var creation = cluster.create(BuildPodFactory.pod(plan, number, new PodShape(engine, memory)));
            if (!(creation instanceof Cluster.PodCreation.Denied(var words))) {
                return creation;
            }
            refusals.putIfAbsent(words, engine);
        }
        return new Cluster.PodCreation.Denied(quoted(refusals));
    }

    /** Each refusal once: what has nothing to do with the engine is said of all of them. */
    private static String quoted(SequencedMap<String, BuildEngine> refusals) {
        var first = refusals.firstEntry().getKey();
        return refusals.entrySet().stream()
                .skip(1)
                .map(refusal -> "; nor with engine %s: %s"
                        .formatted(refusal.getValue().text(), LogText.line(refusal.getKey(), LONGEST)))
                .collect(Collectors.joining("", first, ""));
    }

    /** What to say where no engine is admitted. */
    static Summary denied(BuildPlan plan, String words) {
        return new Summary.Stalled(
                ImageBuildReasons.POD_DENIED, "the build Pod is not admitted: " + words + advice(plan, words));
    }

    private static String advice(BuildPlan plan, String words) {
        if (!words.contains("PodSecurity")) {
            return "; ask for the policy to be changed, or change the build";
        }
        var engine = plan.spec().builder().engine();
        var isDemanding = engine == BuildEngine.USER_NAMESPACE || engine == BuildEngine.ROOTLESS;
        return "; %s: kubectl label ns %s --overwrite pod-security.kubernetes.io/enforce=%s"
                .formatted(
                        isDemanding
                                ? "engine %s needs Pod Security privileged, and engine Auto no more than baseline"
                                        .formatted(engine.text())
                                : "builds need Pod Security baseline",
                        plan.imageBuild().getMetadata().getNamespace(),
                        isDemanding ? "privileged" : "baseline");
    }
}
