package dev.onggi.operator.gateway.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.onggi.operator.gateway.storage.Content;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.touch.KeptTouches;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Leaves what requests have named to the gateway that comes next, in the registry's storage. Between the two nobody names
 * anything, because requests reach the registry by a gateway and in no other way.
 *
 * <p>A gateway that begins reads what the one before has left, deletes it, and writes down its own name as that of the last
 * that began, all before it answers its first request. One that ends writes what it knows under its name, after its last
 * answer. Only a file of the very gateway that began last is believed, so it makes no difference where one is killed: one
 * that was never left, was half written, or was used by a gateway that did not come to its end, is not there.
 *
 * <p>Two may serve at once for some seconds: the registry's Deployment never doubles its Pod (Recreate), but where a Pod is
 * deleted or evicted, the next is made while it still lets its requests end. Then the next one finds nothing, and what is
 * left to it too late is in a name that is no longer the last.
 *
 * <p>Where the storage cannot be written to, nothing is left, and the next one waits as after a power failure. Where not
 * even old files can be deleted, that is tried again as long as the gateway runs.
 */
public final class Handover {

    private static final Logger LOG = Logger.getLogger(Handover.class);

    /** Beside the registry's own folder. */
    static final String FOLDER = "onggi-touches";

    /** Holds the name of the gateway that began last. */
    static final String BEGUN = FOLDER + "/begun";

    private static final int LONGEST_NAME = 100;

    /** A storage that does not answer must not keep a gateway from serving, nor from ending. */
    private static final Duration LONGEST_BEGINNING = Duration.ofSeconds(10);

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Store store;
    private final Clock clock;
    private final String name = UUID.randomUUID().toString();
    private final Executor thread =
            work -> Thread.ofPlatform().name("handover").daemon().start(work);
    private volatile boolean begun;
    private volatile boolean old;

    /** The handover of one gateway. */
    public Handover(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Begun or not, and with what. */
    private record Beginning(boolean begun, Optional<KeptTouches> kept) {}

    /** Takes over what the gateway before has left, if it has. Call it once, before the first request is answered. */
    public Optional<KeptTouches> takeOver() {
        var beginning = CompletableFuture.supplyAsync(this::begin, thread)
                .completeOnTimeout(
                        new Beginning(false, Optional.empty()), LONGEST_BEGINNING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        begun = beginning.begun();
        return beginning.kept();
    }

    private Beginning begin() {
        var kept = found();
        old = true;
        if (!deleteOld()) {
            return new Beginning(false, Optional.empty());
        }
        try {
            store.write(BEGUN, name.getBytes(UTF_8));
            return new Beginning(true, kept);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the next gateway will not know what was in use: %s", e.getMessage());
            return new Beginning(false, kept);
        }
    }

    private Optional<KeptTouches> found() {
        try {
            var last = store.read(BEGUN, LONGEST_NAME).map(Content::text).filter(Handover::isName);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            return store.read(FOLDER + "/" + last.get(), HandoverFile.MOST_BYTES)
                    .flatMap(content -> HandoverFile.parse(content.bytes()))
                    .filter(file -> file.believedAt(clock.instant()))
                    .map(HandoverFile::kept);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what the gateway before has left cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isName(String text) {
        return text.matches("[0-9a-f-]+");
    }

    /** Deletes what the gateway before has left, where that has not been possible yet. Call it every minute. */
    public boolean deleteOld() {
        try {
            if (old) {
                store.delete(FOLDER);
                old = false;
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what the gateway before has left cannot be deleted, which is tried again: %s", e.getMessage());
            return false;
        }
    }

    /** Leaves what is known to the next gateway. Call it after the last answer. */
    public void leave(KeptTouches kept) {
        if (begun) {
            CompletableFuture.runAsync(() -> write(kept), thread)
                    .completeOnTimeout(null, LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private void write(KeptTouches kept) {
        try {
            var bytes = new HandoverFile(clock.instant(), kept).bytes();
            if (bytes.isPresent()) {
                store.write(FOLDER + "/" + name, bytes.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the next gateway will not know what was in use: %s", e.getMessage());
        }
    }
}
