package dev.onggi.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.client.CustomResource;

/**
 * What those who compare a status with the one before it may rely on.
 *
 * @param before a resource
 * @param after the same with the next status
 */
record PromisedChange(CustomResource<?, ?> before, CustomResource<?, ?> after) {

    /** Fails where it is not kept. */
    void isKept() {
        var old = PromisedHealth.conditions(before);
        var conditions = PromisedHealth.conditions(after);
        if (old.isEmpty() && !conditions.isEmpty()) {
            assertThat(Conditions.find(conditions, "Ready").orElseThrow().status())
                    .as("Ready in the first status that is written")
                    .isEqualTo("Unknown");
        }
        for (var condition : conditions) {
            Conditions.find(old, condition.type())
                    .filter(same -> same.status().equals(condition.status()))
                    .ifPresent(same -> assertThat(condition.lastTransitionTime())
                            .as("time of %s, whose status has not flipped", condition.type())
                            .isEqualTo(same.lastTransitionTime()));
        }
    }
}
