package dev.onggi.operator.metrics;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import java.util.List;

/** The state of a resource, as far as one word can say it; exactly one holds. */
public enum ResourceState {
    /** A person has to act. */
    STALLED("Stalled"),
    /** Work goes on, or is tried again. */
    RECONCILING("Reconciling"),
    /** It is as the spec asks. */
    READY("Ready"),
    /** The operator has not seen it yet. */
    UNSEEN("Unseen");

    private final String label;

    ResourceState(String label) {
        this.label = label;
    }

    /** Value of the label. */
    public String label() {
        return label;
    }

    /** That of a resource with these conditions; null is none. */
    public static ResourceState of(List<Condition> conditions) {
        if (Conditions.isTrue(conditions, ConditionTypes.STALLED)) {
            return STALLED;
        }
        if (Conditions.isTrue(conditions, ConditionTypes.RECONCILING)) {
            return RECONCILING;
        }
        return Conditions.isTrue(conditions, ConditionTypes.READY) ? READY : UNSEEN;
    }
}
