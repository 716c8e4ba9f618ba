package dev.onggi.operator.webhook;

import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Serves the webhooks with the application, on a port of their own: whoever lets the world reach it lets nobody reach the health
 * checks. TLS is the business of the Ingress before it.
 */
@ApplicationScoped
public class WebhookEndpoint {

    /** A git server is asked at most once in a while, whatever comes. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhooks").daemon().factory());
    private final HookServer server;
    private final int port;

    WebhookEndpoint(Vertx vertx, KubernetesClient client, OperatorConfig config) {
        var hooks = new KubernetesHooks(client, WatchedNamespaces.of(config.watchNamespaces()));
        this.server = new HookServer(vertx, new HookHandler(vertx, hooks, new Questions(hooks, PAUSE, executor)));
        this.port = config.webhook().port();
    }

    void start(@Observes StartupEvent started) {
        server.listen(port);
    }

    void stop(@Observes ShutdownEvent stopped) {
        server.close();
        executor.shutdownNow();
    }
}
