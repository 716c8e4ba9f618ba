package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many builds that have ended stay, in the status and with their Pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryLimits(
        @JsonPropertyDescription(
                "How many builds that came to an image stay: in status.history, where rollout.toBuild finds them and the registry's retention does not take their images, and with their Pods, for the logs. 1 to 20. Default 3.")
        @Min(1)
        @Max(20)
        Integer successful,

        @JsonPropertyDescription(
                "How many builds that failed or were cancelled stay, in status.history and with their Pods. 0 to 20; the newest build stays in any case, as long as it is the newest. Default 3.")
        @Min(0)
        @Max(20)
        Integer failed) {

    private static final int DEFAULT = 3;

    /** The limit of the one kind, or the default: an object that may be empty has none in the schema. */
    public int ofSuccessful() {
        return successful == null ? DEFAULT : successful;
    }

    /** The limit of the other kind, or the default. */
    public int ofFailed() {
        return failed == null ? DEFAULT : failed;
    }
}
