package dev.onggi.operator.registry;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.StorageUsage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway that is as full as a test says, writes down what it is asked for, and collects when the test says so. */
public final class FakeGateway implements GatewayClient {

    private final Clock clock;
    private final List<CollectionRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private volatile List<CatalogImage> images = List.of();
    private volatile StorageUsage usage = new StorageUsage(100L, 10, 10, 1, 1);
    private volatile CollectionReport last;
    private volatile int storageQuestions;
    private volatile boolean failing;

    /** One whose collections end at the clock's time. */
    public FakeGateway(Clock clock) {
        this.clock = clock;
    }

    /** From now on it is so full. */
    public void uses(StorageUsage now) {
        usage = now;
    }

    /** From now on it has these images. */
    public void has(CatalogImage... now) {
        images = List.of(now);
    }

    /** Who asked for images. */
    public List<String> users() {
        return List.copyOf(users);
    }

    /** From now on it does not answer, or does again. */
    public void fails(boolean now) {
        failing = now;
    }

    /** The collections that were asked for, in order. */
    public List<CollectionRequest> requests() {
        return List.copyOf(requests);
    }

    /** How often it was asked how full it is. */
    public int storageQuestions() {
        return storageQuestions;
    }

    /** The collection that was asked for last ends well. */
    public void collects(long tags, long manifests, long freed, String... candidates) {
        end(State.Succeeded, tags, manifests, freed, List.of(candidates), null);
    }

    /** The collection that was asked for last breaks off. */
    public void breaksOff(String message) {
        end(State.Failed, 0, 0, 0, List.of(), message);
    }

    /** It is started anew and knows nothing of before. */
    public void restarts() {
        last = null;
    }

    private void end(State state, long tags, long manifests, long freed, List<String> candidates, String message) {
        last = new CollectionReport(
                last.id(),
                state,
                last.startTime(),
                clock.instant(),
                last.dryRun(),
                tags,
                manifests,
                manifests,
                freed,
                2,
                candidates,
                null,
                message);
    }

    @Override
    public synchronized StorageUsage storage(RegistryEndpoint endpoint) {
        answer();
        storageQuestions++;
        return usage;
    }

    @Override
    public synchronized CollectionStart collect(RegistryEndpoint endpoint, CollectionRequest request) {
        answer();
        if (last != null && last.state() == State.Running) {
            return CollectionStart.BUSY;
        }
        requests.add(request);
        last = new CollectionReport(
                request.id(),
                State.Running,
                clock.instant(),
                null,
                request.dryRun(),
                0,
                0,
                0,
                0,
                0,
                List.of(),
                null,
                null);
        return CollectionStart.ACCEPTED;
    }

    @Override
    public Optional<CollectionReport> lastCollection(RegistryEndpoint endpoint) {
        answer();
        return Optional.ofNullable(last);
    }

    @Override
    public List<CatalogImage> images(RegistryEndpoint endpoint, String text, int limit) {
        answer();
        users.add(endpoint.user().map(RegistryEndpoint.User::name).orElse(""));
        return images.stream().limit(limit).toList();
    }

    private void answer() {
        if (failing) {
            throw new RegistryException(RegistryException.Kind.UNREACHABLE, "it refuses connections");
        }
    }
}
