package dev.onggi.operator.nodeproxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Carries bytes between two connections until one of them ends. */
final class Tunnel {

    /** A connection on which nothing was said for so long is given up: its other end may be gone without a word. */
    static final int IDLE_MILLIS = 5 * 60 * 1000;

    private static final int BUFFER = 16 * 1024;

    private Tunnel() {}

    /** Carries until both directions are over; the sockets are then closed. */
    static void carry(Socket client, InputStream fromClient, Socket registry) throws IOException {
        try (client;
                registry) {
            Thread back = Thread.ofVirtual().start(() -> copy(registry, client));
            pump(fromClient, registry);
            join(back);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            pump(from.getInputStream(), to);
        } catch (IOException e) {
            close(to); // the other direction ends with it
        }
    }

    /** Half of a connection may end while the other half goes on. */
    private static void pump(InputStream from, Socket to) throws IOException {
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } finally {
            if (!to.isClosed() && !to.isOutputShutdown()) {
                to.shutdownOutput();
            }
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed in any case
        }
    }
}
