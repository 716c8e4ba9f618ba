package dev.onggi.operator.nodeproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The proxy's main program. It ends at once on SIGTERM; a pull that is cut off by it is tried again by its runtime.
 */
public final class NodeProxy {

    /** A node pulls a few images at a time, of each a few layers. */
    private static final int CONNECTIONS = 128;

    /** A registry that is replaced is away for some seconds; runtimes wait longer than this for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Path MESSAGE = Path.of("/dev/termination-log");

    private NodeProxy() {}

    /**
     * Runs until the process is killed. Where it cannot start, its last word is the cause.
     *
     * @param args none
     * @throws IOException when it cannot listen or the environment is not as it must be; the cause is in the termination
     *     message, too
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Settings settings = Settings.of(System.getenv());
            Upstream upstream =
                    new Upstream(settings.registry(), settings.authority().map(Authority::new), PATIENCE);
            try (ServerSocket listener = listen(settings.port())) {
                new Proxy(listener, upstream, CONNECTIONS, System.out::println).serve();
            }
        } catch (IllegalArgumentException | IOException e) {
            say(e.getMessage());
            throw e;
        }
    }

    /** Nobody but this node reaches 127.0.0.1. */
    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECTIONS);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw new IOException(
                    "cannot listen on 127.0.0.1:%d of this node: %s; give spec.access.nodes.port another value"
                            .formatted(port, e.getMessage()),
                    e);
        }
    }

    private static void say(String message) {
        try {
            Files.writeString(MESSAGE, message);
        } catch (IOException e) {
            System.err.println("the termination message cannot be written: " + e.getMessage());
        }
    }
}
