package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;

/** Goes on when the registry to push to is there and answers. */
public final class ResolveRegistry implements Step {

    /** The condition of a LocalRegistry that says that it answers. */
    private static final String AVAILABLE = "Available";

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        return switch (context.registry()) {
            case RegistryResolution.Missing missing ->
                References.missing(context, progress, missing.reason(), missing.message());
            case RegistryResolution.Found found -> found(context, progress, found);
        };
    }

    private static Outcome found(BuildContext context, Progress progress, RegistryResolution.Found found) {
        var status = found.registry().getStatus();
        var conditions = status == null ? null : status.conditions();
        if (Conditions.isTrue(conditions, AVAILABLE)) {
            return Outcome.proceed(progress);
        }
        var name = found.registry().getMetadata().getName();
        var cause = Conditions.find(conditions, ConditionTypes.READY)
                .map(ready -> ": " + ready.message())
                .orElse("");
        return Outcome.stop(
                progress.kept(),
                new Summary.InProgress(
                        ImageBuildReasons.REGISTRY_NOT_READY,
                        "LocalRegistry %s does not answer yet%s; see kubectl describe lreg -n %s %s"
                                .formatted(name, cause, context.namespace(), name)));
    }
}
