package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * Whether the registry has room for another image. A build that runs comes to its end all the same: its push is smaller
 * than the room that is left, as a rule, and nothing would be won by stopping it.
 */
final class RegistryRoom {

    /** The condition of a LocalRegistry about its storage, and its reason when there is no room. */
    private static final String STORAGE_READY = "StorageReady";

    private static final String STORAGE_FULL = "StorageFull";

    private RegistryRoom() {}

    /** What a new build waits for; empty where there is room. It is woken by the registry's next status. */
    static Optional<Summary> wanting(BuildContext context) {
        var registry = context.localRegistry();
        var status = registry.getStatus();
        return Conditions.find(status == null ? null : status.conditions(), STORAGE_READY)
                .filter(condition -> condition.status().equals(ConditionStatus.FALSE.value())
                        && condition.reason().equals(STORAGE_FULL))
                .map(condition -> new Summary.Retrying(
                        ImageBuildReasons.REGISTRY_FULL,
                        "the build starts when LocalRegistry %s has room: %s; see kubectl describe lreg -n %s %s"
                                .formatted(
                                        registry.getMetadata().getName(),
                                        condition.message(),
                                        registry.getMetadata().getNamespace(),
                                        registry.getMetadata().getName())));
    }
}
