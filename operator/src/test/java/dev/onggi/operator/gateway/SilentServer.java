package dev.onggi.operator.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that never says anything. */
final class SilentServer implements AutoCloseable {

    private static final int A_MOMENT = 200;
    private static final int MORE_THAN_ANY_QUEUE_HERE = 16;

    /** How it is silent. */
    enum Kind {
        /** It takes connections, and what comes on them. */
        ACCEPTS,
        /** It takes no connection and refuses none: what comes is dropped, as by a firewall. */
        DROPS
    }

    private final ServerSocket server;
    private final List<Socket> queued = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket server) {
        this.server = server;
    }

    static SilentServer on(int port, Kind kind) throws IOException {
        var silent = new SilentServer(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        if (kind == Kind.DROPS) {
            silent.fillQueue();
        } else {
            silent.accept();
        }
        return silent;
    }

    /** The kernel drops what comes for a listener whose queue is full (listen(2)). */
    private void fillQueue() throws IOException {
        for (int i = 0; i < MORE_THAN_ANY_QUEUE_HERE; i++) {
            var socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), A_MOMENT);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IllegalStateException("the queue of a listener is longer than it was said to be");
    }

    private void accept() {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    queued.add(socket);
                    // taken in the very moment in which all are closed
                    if (server.isClosed()) {
                        socket.close();
                    }
                }
            } catch (IOException closed) {
                // the end
            }
        });
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : queued) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
