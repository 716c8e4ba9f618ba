package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** What earlier builds left behind and nobody needs any more. Pure. */
public final class Prune {

    private Prune() {}

    /**
     * The objects to delete: the Pods of builds that the history does not keep, with which their inputs go. A Pod whose end
     * the status does not tell of yet stays in any case.
     *
     * @param progress what the status tells now
     */
    public static List<HasMetadata> excess(BuildContext context, Progress progress) {
        var excess = new ArrayList<HasMetadata>();
        var finished =
                context.buildPods().stream().filter(PodObservation::isFinished).toList();
        finished.stream()
                .filter(pod -> isToldOf(progress, pod) && !isKept(progress, pod))
                .forEach(excess::add);
        var idle = finished.size() == context.buildPods().size();
        if (idle && keepsNoClaim(context)) {
            context.cacheClaim().ifPresent(excess::add);
        }
        return excess.stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static boolean isToldOf(Progress progress, Pod pod) {
        var build = progress.build();
        int number = BuildDecision.number(pod);
        return build != null && (number < build.number() || (number == build.number() && build.result() != null));
    }

    private static boolean isKept(Progress progress, Pod pod) {
        int number = BuildDecision.number(pod);
        return progress.history().stream().anyMatch(entry -> entry.number() == number);
    }

    /** With Shared it depends on the registry whether the builds have a claim of their own. */
    private static boolean keepsNoClaim(BuildContext context) {
        return switch (context.imageBuild().getSpec().cache().mode()) {
            case NONE, REGISTRY -> true;
            case VOLUME -> false;
            case SHARED ->
                context.registry() instanceof RegistryResolution.Found
                        && context.plan().isShared();
        };
    }
}
