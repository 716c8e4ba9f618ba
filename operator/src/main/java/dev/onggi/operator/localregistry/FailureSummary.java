package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;

/** One sentence for a failure that is tried again. */
final class FailureSummary {

    private static final int MAX = 500;

    private FailureSummary() {}

    static String of(Throwable failure) {
        var text = text(failure);
        return (text.length() <= MAX ? text : text.substring(0, MAX) + "…") + "; it is tried again";
    }

    private static String text(Throwable failure) {
        return switch (failure) {
            case AggregatedOperatorException several
            when !several.getAggregatedExceptions().isEmpty() ->
                text(several.getAggregatedExceptions().values().iterator().next());
            // the client's own message repeats the request, and with it the names of the cluster's hosts
            case KubernetesClientException refused
            when refused.getStatus() != null && refused.getStatus().getMessage() != null ->
                refused.getStatus().getMessage();
            case KubernetesClientException unanswered
            when unanswered.getCause() != null && unanswered.getCause().getMessage() != null ->
                "the API server did not answer: " + unanswered.getCause().getMessage();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
