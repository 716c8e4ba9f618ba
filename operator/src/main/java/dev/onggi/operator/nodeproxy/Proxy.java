package dev.onggi.operator.nodeproxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Takes connections of the node's container runtime. Who speaks plain HTTP gets TLS added on the way; who speaks TLS speaks
 * it with the registry itself, for runtimes try that first, and CRI-O nothing else.
 */
final class Proxy {

    /** First byte of a TLS connection: a handshake record (RFC 8446, section 5.1). No HTTP request starts with it. */
    private static final int HANDSHAKE = 0x16;

    /** How long a client may take to say its first byte; runtimes speak at once. */
    private static final int FIRST_BYTE_MILLIS = 30_000;

    private final ServerSocket listener;
    private final Upstream upstream;
    private final Semaphore room;
    private final Consumer<String> log;
    private volatile String trouble = "";

    /**
     * A proxy on an open listener.
     *
     * @param connections how many there may be at a time; further ones wait in the listener's queue
     */
    Proxy(ServerSocket listener, Upstream upstream, int connections, Consumer<String> log) {
        this.listener = listener;
        this.upstream = upstream;
        this.room = new Semaphore(connections);
        this.log = log;
    }

    /**
     * Serves until the listener is closed.
     *
     * @throws IOException when the listener is closed or fails
     * @throws InterruptedException when the thread is interrupted
     */
    void serve() throws IOException, InterruptedException {
        while (true) {
            room.acquire();
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException e) {
                room.release();
                throw e;
            }
            Thread.ofVirtual().start(() -> handle(client));
        }
    }

    private void handle(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(FIRST_BYTE_MILLIS);
            PushbackInputStream in = new PushbackInputStream(client.getInputStream());
            int first = in.read();
            if (first >= 0) { // a probe of the kubelet says nothing
                in.unread(first);
                client.setSoTimeout(Tunnel.IDLE_MILLIS);
                forward(client, in, first == HANDSHAKE);
            }
        } catch (IOException e) {
            // a connection that breaks is the business of its two ends, who both see it
        } finally {
            room.release();
        }
    }

    private void forward(Socket client, InputStream in, boolean encrypted) throws IOException {
        Socket registry;
        try {
            registry = encrypted ? upstream.openRaw() : upstream.open();
        } catch (IOException e) {
            complain(e.getMessage());
            if (!encrypted) {
                client.getOutputStream().write(badGateway(e.getMessage()));
            }
            return;
        }
        complain("");
        Tunnel.carry(client, in, registry);
    }

    /** Says what is wrong when it begins and when it is over, and not for each connection. */
    private void complain(String current) {
        if (!current.equals(trouble)) {
            log.accept(current.isEmpty() ? "in order again" : current);
            trouble = current;
        }
    }

    private static byte[] badGateway(String cause) {
        byte[] body = ("onggi's loopback proxy: " + cause + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(body.length);
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, answer, 0, headBytes.length);
        System.arraycopy(body, 0, answer, headBytes.length, body.length);
        return answer;
    }
}
