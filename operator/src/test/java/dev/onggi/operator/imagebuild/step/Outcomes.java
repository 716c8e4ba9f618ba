package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import java.util.List;

/** Looks into outcomes. */
final class Outcomes {

    private Outcomes() {}

    /** The outcome, which must be that no further step can do anything. */
    static Outcome.Stop stop(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Stop.class);
        return (Outcome.Stop) outcome;
    }

    /** The progress of an outcome, which must be that the next step may begin. */
    static Progress proceed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Proceed.class);
        return outcome.progress();
    }

    /** The conditions, each as type=status(reason). */
    static List<String> conditions(Progress progress) {
        return progress.conditions().toList().stream().map(Outcomes::text).toList();
    }

    private static String text(Condition condition) {
        return "%s=%s(%s)".formatted(condition.type(), condition.status(), condition.reason());
    }
}
