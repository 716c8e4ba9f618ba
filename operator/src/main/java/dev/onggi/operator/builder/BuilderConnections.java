package dev.onggi.operator.builder;

import dev.onggi.operator.imagebuild.step.LostNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Keeps a connection to the builder in each Pod that runs. */
final class BuilderConnections implements ResourceEventHandler<Pod>, AutoCloseable {

    private final BuilderTls tls;
    private final BuilderConnection.Listener listener;
    private final Consumer<String> wake;
    private final BuilderOwnership ownership;
    private final Clock clock;
    private final Map<String, BuilderConnection> connections = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param listener hears of what builders tell
     * @param wake has the ImageBuilds of a namespace looked at that share its builder
     */
    BuilderConnections(
            BuilderTls tls,
            BuilderConnection.Listener listener,
            Consumer<String> wake,
            BuilderOwnership ownership,
            Clock clock) {
        this.ownership = ownership;
        this.tls = tls;
        this.listener = listener;
        this.wake = wake;
        this.clock = clock;
    }

    /** The connection to a Pod; empty where it does not run. */
    Optional<BuilderConnection> of(Pod pod) {
        return Optional.ofNullable(connections.get(pod.getMetadata().getUid()));
    }

    @Override
    public void onAdd(Pod pod) {
        see(pod);
        wake.accept(pod.getMetadata().getNamespace());
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        see(after);
        if (BuilderState.of(before) != BuilderState.of(after)
                || LostNode.ofRunning(before).isPresent()
                        != LostNode.ofRunning(after).isPresent()) {
            wake.accept(after.getMetadata().getNamespace());
        }
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        disconnect(pod);
        wake.accept(pod.getMetadata().getNamespace());
    }

    private void see(Pod pod) {
        if (BuilderState.of(pod) != BuilderState.RUNNING) {
            disconnect(pod);
        } else if (ownership.isOurs(pod)) {
            connections.computeIfAbsent(pod.getMetadata().getUid(), uid -> connect(pod));
        }
    }

    private BuilderConnection connect(Pod pod) {
        var namespace = pod.getMetadata().getNamespace();
        var ip = pod.getStatus().getPodIP();
        return new BuilderConnection(namespace, () -> new BuilderClient(ip, tls.operator(namespace)), listener, clock)
                .open();
    }

    private void disconnect(Pod pod) {
        var connection = connections.remove(pod.getMetadata().getUid());
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        connections.values().forEach(BuilderConnection::close);
        connections.clear();
    }
}
