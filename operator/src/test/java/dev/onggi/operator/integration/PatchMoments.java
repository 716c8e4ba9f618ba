package dev.onggi.operator.integration;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Lets something happen in the very moment in which the operator patches something. */
final class PatchMoments implements Interceptor {

    private final String path;
    private final AtomicReference<Planned> planned = new AtomicReference<>();

    /**
     * Moments of patches.
     *
     * @param path how the path of what is patched ends
     */
    PatchMoments(String path) {
        this.path = path;
    }

    /** The moments of a patch. */
    enum Moment {
        /** The operator knows what to write, and the API server does not have it yet. */
        BEFORE,
        /** At the same time, one or the other first. */
        DURING,
        /** The API server has it, and the operator has not read the answer yet. */
        AFTER
    }

    private record Planned(Moment moment, Runnable action, CompletableFuture<Void> done) {

        private CompletableFuture<Void> run() {
            return CompletableFuture.runAsync(action).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        }
    }

    /** Looks at the requests of a client. */
    void attach(HttpClient.Builder http) {
        http.addOrReplaceInterceptor("patch moments", this);
    }

    /** Plans an action for the next patch; the future is done with the action. */
    CompletableFuture<Void> atNext(Moment moment, Runnable action) {
        var next = new Planned(moment, action, new CompletableFuture<>());
        planned.set(next);
        return next.done();
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        var next = planned.get();
        if (next != null && concerns(request) && next.moment() != Moment.AFTER && take(next)) {
            var action = next.run();
            if (next.moment() == Moment.BEFORE) {
                action.join();
            }
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        var next = planned.get();
        if (next != null && concerns(request) && next.moment() == Moment.AFTER && take(next)) {
            next.run().join();
        }
    }

    private boolean take(Planned next) {
        return planned.compareAndSet(next, null);
    }

    private boolean concerns(HttpRequest request) {
        return "PATCH".equals(request.method()) && request.uri().getPath().endsWith(path);
    }
}
