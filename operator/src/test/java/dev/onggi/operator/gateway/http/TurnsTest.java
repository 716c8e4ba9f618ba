package dev.onggi.operator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Turns turns = new Turns();
    private final CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldBeginWhenTheWorkBeforeHasEndedAlsoWhenThatFailed() throws Exception {
        // Given
        Promise<Void> first = Promise.promise();
        var one = turns.take("app", () -> {
            order.add("one begins");
            return first.future();
        });
        var two = take("app", "two");
        var other = take("other", "other");
        await(other);
        // When
        order.add("one ends");
        first.fail("broken off");
        await(two);
        // Then
        assertThat(one.failed()).isTrue();
        assertThat(order).containsExactly("one begins", "other", "one ends", "two");
    }

    @Test
    void shouldForgetANameWhenNobodyHasAWorkForIt() throws Exception {
        // Given
        await(take("app", "one"));
        await(take("app", "two"));
        // When
        var broken = turns.<Void>take("app", () -> {
            throw new IllegalStateException("broken");
        });
        // Then
        assertThat(broken.failed()).isTrue();
        assertThat(turns.size()).isZero();
    }

    /** On an event loop of its own. */
    private Future<Void> take(String name, String note) {
        Promise<Void> done = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(_ -> turns.<Void>take(name, () -> {
                            order.add(note);
                            return Future.succeededFuture();
                        })
                        .onComplete(done));
        return done.future();
    }

    private static void await(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
