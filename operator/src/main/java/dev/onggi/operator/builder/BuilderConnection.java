package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.model.LogText;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The connection to the runner of one Pod. Two threads of its own wait for the runner, so that nobody else has to: one for
 * its news, one for its answers to what it is told, in order.
 */
final class BuilderConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BuilderConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A runner answers within a second or two of its Pod's start; on a node that is busy, later. */
    private static final Duration REACHED_BY = Duration.ofSeconds(30);

    private static final int LONGEST_TROUBLE = 200;

    /** Who hears of what the runner tells. */
    interface Listener {

        /** The runner answers for the first time, or again. */
        void connected(BuilderConnection connection);

        /** Something is new of a build. */
        void changed(BuilderConnection connection, BuildKey key);

        /** The runner was asked, whether or not anything is new. */
        void looked(BuilderConnection connection);
    }

    /** Makes the client, for which certificates have to be made. */
    interface ClientFactory {
        BuilderClient client() throws GeneralSecurityException;
    }

    private interface Command {
        void run(BuilderClient client) throws IOException, InterruptedException;
    }

    private final String namespace;
    private final ClientFactory factory;
    private final Listener listener;
    private final Clock clock;
    private final BuilderReports reports = new BuilderReports();
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final List<Thread> threads;
    private BuilderClient client;
    private volatile boolean connected;
    private volatile String trouble = "there is no answer yet";
    private volatile boolean closed;
    private boolean draining;
    private boolean retired;
    private final Instant opened;
    private Instant busy;

    BuilderConnection(String namespace, ClientFactory factory, Listener listener, Clock clock) {
        this.namespace = namespace;
        this.factory = factory;
        this.listener = listener;
        this.clock = clock;
        this.opened = clock.instant();
        this.busy = opened;
        this.threads = List.of(
                Thread.ofVirtual().unstarted(this::listen), Thread.ofVirtual().unstarted(this::speak));
    }

    BuilderConnection open() {
        threads.forEach(Thread::start);
        return this;
    }

    String namespace() {
        return namespace;
    }

    boolean isConnected() {
        return connected;
    }

    /** What has kept the runner from being reached, for so long that it is no matter of starting; empty where nothing has. */
    Optional<String> trouble() {
        return connected || clock.instant().isBefore(opened.plus(REACHED_BY)) ? Optional.empty() : Optional.of(trouble);
    }

    Collection<BuildReport> reports() {
        return reports.all();
    }

    List<BuildReport> reports(String uid) {
        return reports.of(uid);
    }

    /**
     * Hands a build over; the answer comes as news.
     *
     * @param order what to do; asked for where the builder does not have it yet
     * @return false where this builder takes no more builds
     */
    boolean hand(BuildKey key, Supplier<BuildOrder> order) {
        return takesBuilds() && (reports.knows(key) || hand(order.get()));
    }

    private synchronized boolean takesBuilds() {
        if (draining || retired || closed) {
            return false;
        }
        busy = clock.instant();
        return true;
    }

    private synchronized boolean hand(BuildOrder order) {
        if (!takesBuilds()) {
            return false;
        }
        if (reports.order(BuildReport.ordered(order.key(), clock.instant()))) {
            commands.add(client -> hand(client, order));
        }
        return true;
    }

    private void hand(BuilderClient client, BuildOrder order) throws IOException, InterruptedException {
        try {
            reports.accepted(client.hand(order));
        } catch (BuilderClient.RefusedException e) {
            LOG.errorf(
                    e,
                    "order refused: namespace=%s build=%s",
                    namespace,
                    order.key().id());
            reports.accepted(refused(order.key(), e));
        }
        listener.changed(this, order.key());
    }

    private BuildReport refused(BuildKey key, IOException e) {
        var now = clock.instant();
        var told = "reason=BuilderFailed\nexit=1\n\n" + e.getMessage();
        return new BuildReport(
                key, 0, BuildReport.State.ENDED, false, false, now, null, null, null, null, 1, told, now);
    }

    /** Stops a build where it runs, and has it forgotten. */
    void forget(String id) {
        reports.forget(id);
        commands.add(client -> client.forget(id));
    }

    /** From now on no build is taken: the builder shall be replaced. */
    synchronized void drain() {
        draining = true;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /** Since when nothing is to be done; now where something is. */
    synchronized Instant idleSince() {
        if (reports.all().stream().anyMatch(report -> report.state() != BuildReport.State.ENDED)) {
            busy = clock.instant();
        }
        return busy;
    }

    /** Has the builder take no more builds, if it has none. False: it has. */
    synchronized boolean retire() {
        retired = retired || reports.all().stream().allMatch(report -> report.state() == BuildReport.State.ENDED);
        return retired;
    }

    private void listen() {
        attempts(client -> {
            var told = client.news(connected ? reports.version() : -1);
            var news = reports.take(told);
            if (!connected) {
                connected = true;
                listener.connected(this);
            }
            news.forEach(key -> listener.changed(this, key));
            listener.looked(this);
        });
    }

    private void speak() {
        attempts(client -> {
            var command = commands.take();
            while (!closed) {
                try {
                    command.run(client);
                    return;
                } catch (IOException e) {
                    LOG.debugf(e, "builder does not answer: namespace=%s", namespace);
                    Thread.sleep(FIRST_PAUSE);
                }
            }
        });
    }

    /** Again and again, until the connection is closed. */
    private void attempts(Command work) {
        var pause = FIRST_PAUSE;
        try {
            while (!closed) {
                try {
                    work.run(client());
                    pause = FIRST_PAUSE;
                } catch (IOException | GeneralSecurityException | RuntimeException e) {
                    LOG.debugf(e, "builder does not answer: namespace=%s", namespace);
                    trouble = words(e);
                    Thread.sleep(pause);
                    pause = connected && pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Exception e) {
        return LogText.line(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), LONGEST_TROUBLE);
    }

    /** One for both threads: a certificate and a first handshake take as long as everything else until a build starts. */
    private BuilderClient client() throws IOException, GeneralSecurityException {
        synchronized (factory) {
            if (closed) {
                throw new IOException("the connection is closed");
            }
            if (client == null) {
                client = factory.client();
            }
            return client;
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        synchronized (factory) {
            if (client != null) {
                client.close();
            }
        }
    }
}
