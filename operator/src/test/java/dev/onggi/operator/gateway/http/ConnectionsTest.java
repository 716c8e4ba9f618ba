package dev.onggi.operator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    /** For so long a client in Go keeps a connection that it does not use: net/http, DefaultTransport. */
    private static final Duration GO = Duration.ofSeconds(90);

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(42);
    private final List<HttpConnection> closed = new ArrayList<>();
    private final Connections connections = new Connections(1, now::get);

    @Test
    void shouldNotCloseAConnectionUnderAClientThatMayStillUseIt() {
        // Given a connection that has had an answer
        var connection = opened();
        pass(Duration.ofSeconds(30));
        connections.of(connection).begun();
        connections.of(connection).ended();

        // When
        pass(GO);

        // Then
        assertThat(closed).isEmpty();

        // When the client has forgotten it
        pass(GO);

        // Then
        assertThat(closed).containsExactly(connection);
    }

    @Test
    void shouldNotCloseAConnectionWhoseRequestTheRegistryTakesLongToAnswer() {
        // Given
        var connection = opened();
        connections.of(connection).begun();

        // When
        pass(Duration.ofMinutes(14));

        // Then
        assertThat(closed).isEmpty();
        assertThat(connections.busy()).isOne();
    }

    @Test
    void shouldCloseOneTooManyAtOnce() {
        // Given
        opened();

        // When
        var tooMany = opened();

        // Then
        assertThat(closed).containsExactly(tooMany);
    }

    private void pass(Duration time) {
        for (var left = time; left.isPositive(); left = left.minus(SWEEP)) {
            now.addAndGet(SWEEP.toNanos());
            connections.sweep();
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is the equality of connections
    private HttpConnection opened() {
        var onClose = new ArrayList<Handler<Void>>();
        var connection = (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "toString" -> "a connection";
                    case "closeHandler" -> {
                        onClose.add(handler(arguments[0]));
                        yield self;
                    }
                    case "close" -> {
                        closed.add((HttpConnection) self);
                        onClose.forEach(handler -> handler.handle(null));
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        connections.opened(connection);
        return connection;
    }

    @SuppressWarnings("unchecked")
    private static Handler<Void> handler(Object argument) {
        return (Handler<Void>) argument;
    }
}
