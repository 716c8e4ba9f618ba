package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.api.v1alpha1.RolloutTarget;
import dev.onggi.operator.rollout.TargetWorkload;
import java.util.Objects;
import java.util.Optional;

/** Sets the image of one container of a workload that belongs to somebody else, and watches how that fares. */
final class RollOutTarget {

    private static final String DEFAULT_ACCOUNT = "default";

    private final Targets targets;
    private final UnreadyPods unready;

    RollOutTarget(Targets targets, UnreadyPods unready) {
        this.targets = targets;
        this.unready = unready;
    }

    Outcome run(BuildContext context, Progress progress, RolloutChoice.Image choice) {
        return targets.find(context.imageBuild())
                .map(seen -> run(context, progress, choice, seen))
                .orElseGet(() -> TargetTrouble.missing(context, progress));
    }

    private Outcome run(BuildContext context, Progress progress, RolloutChoice.Image choice, TargetWorkload seen) {
        var container = container(context, seen);
        if (container.isEmpty()) {
            return TargetTrouble.noContainer(context, progress, seen);
        }
        var losses = TargetLosses.of(context, progress, container.get());
        if (runs(seen, container.get(), choice)) {
            return TargetObservation.of(context, progress, choice, seen, losses, unready);
        }
        var fresh = targets.fresh(seen);
        if (fresh.isEmpty()) {
            return TargetTrouble.missing(context, progress);
        }
        if (runs(fresh.get(), container.get(), choice)) {
            return TargetObservation.of(context, progress, choice, fresh.get(), losses, unready);
        }
        var now = losses.after(fresh.get(), progress, choice);
        return now.conflict() == null
                ? set(context, progress, choice, fresh.get(), now)
                : TargetTrouble.conflict(context, progress, fresh.get(), now);
    }

    private Outcome set(
            BuildContext context,
            Progress progress,
            RolloutChoice.Image choice,
            TargetWorkload workload,
            TargetLosses losses) {
        var account = account(context);
        return switch (targets.setImage(workload, losses.container(), choice.reference(), account)) {
            case Targets.Write.Done done ->
                TargetObservation.of(context, progress, choice, done.after(), losses, unready);
            case Targets.Write.Forbidden _ -> TargetTrouble.forbidden(context, progress, account);
            case Targets.Write.Refused refused -> TargetTrouble.refused(context, progress, refused.message());
            case Targets.Write.Gone _ -> TargetTrouble.missing(context, progress);
        };
    }

    private static boolean runs(TargetWorkload workload, String container, RolloutChoice.Image choice) {
        return workload.image(container).filter(choice.reference()::equals).isPresent();
    }

    /** The container that is named, or the only one. */
    private static Optional<String> container(BuildContext context, TargetWorkload workload) {
        var wanted = spec(context).container();
        var there = workload.containers();
        if (wanted == null) {
            return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
        }
        return there.contains(wanted) ? Optional.of(wanted) : Optional.empty();
    }

    static RolloutTarget spec(BuildContext context) {
        return context.imageBuild().getSpec().rollout().target();
    }

    static String account(BuildContext context) {
        return Objects.requireNonNullElse(
                context.imageBuild().getSpec().rollout().serviceAccountName(), DEFAULT_ACCOUNT);
    }

    /** What is known of this very workload and container; empty where another one was set before, or none. */
    static Optional<Target> known(BuildContext context, Progress progress) {
        return Optional.ofNullable(progress.rollout())
                .filter(rollout -> rollout.workload().equals(spec(context).workload()))
                .map(rollout -> rollout.target());
    }
}
