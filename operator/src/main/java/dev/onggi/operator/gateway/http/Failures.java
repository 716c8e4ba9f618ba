package dev.onggi.operator.gateway.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What to say of a request that did not get through to the registry and back. */
final class Failures {

    private Failures() {}

    static ErrorAnswer answer(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return ErrorAnswer.unavailable(
                    "what is asked for is being deleted, or the registry is overloaded; try again");
        }
        return ErrorAnswer.unavailable(
                "the registry behind the gateway does not answer; try again, and see kubectl logs"
                        + " of the registry's Pod, container registry");
    }

    /** What to say of an image that is not kept, and whose upstream does not give it now. */
    static ErrorAnswer upstream() {
        return ErrorAnswer.unavailable(
                "this was not kept of the upstream registry, which does not answer, or with an error; try again, and see"
                        + " kubectl logs of the registry's Pod, container upstream-N, where N is its place in spec.upstreams, from 0");
    }
}
