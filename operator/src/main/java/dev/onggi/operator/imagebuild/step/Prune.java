package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** What earlier builds left behind and nobody needs any more. Pure. */
public final class Prune {

    /** Finished build Pods that stay, so that their logs can be read. */
    static final int KEPT_PODS = 3;

    private Prune() {}

    /** The objects to delete; the inputs of a build go with its Pod. */
    public static List<HasMetadata> excess(BuildContext context) {
        var excess = new ArrayList<HasMetadata>();
        var finished =
                context.buildPods().stream().filter(PodObservation::isFinished).toList();
        excess.addAll(finished.subList(0, Math.max(0, finished.size() - KEPT_PODS)));
        var idle = finished.size() == context.buildPods().size();
        if (idle && keepsNoClaim(context)) {
            context.claim().ifPresent(excess::add);
        }
        return excess.stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** With Shared it depends on the registry whether the builds have a claim of their own. */
    private static boolean keepsNoClaim(BuildContext context) {
        return switch (context.imageBuild().getSpec().cache().mode()) {
            case NONE -> true;
            case VOLUME -> false;
            case SHARED ->
                context.registry() instanceof RegistryResolution.Found
                        && context.plan().isShared();
        };
    }
}
