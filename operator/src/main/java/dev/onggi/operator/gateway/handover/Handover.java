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
 * <p>Where the storage cannot be written to, nothing is left, and the next one waits as after a power failure. Where old
 * files cannot be deleted, that is tried again as long as the gateway runs; they are not believed any more, because another
 * gateway began after the one that left them. Where not even that can be written down, a gateway must not begin: it would
 * answer requests of which the next one, if it found the storage whole again, would believe that they were never made.
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

    /**
     * Begun or not, and with what.
     *
     * @param safe whether nothing that lies there will be believed by the next one
     */
    private record Beginning(boolean begun, boolean safe, Optional<KeptTouches> kept) {

        static final Beginning NO_ANSWER = new Beginning(false, false, Optional.empty());
    }

    /**
     * Takes over what the gateway before has left, if it has. Call it once, before the first request is answered.
     *
     * @throws HandoverException where no request may be answered
     */
    public Optional<KeptTouches> takeOver() throws HandoverException {
        var beginning = CompletableFuture.supplyAsync(this::begin, thread)
                .completeOnTimeout(Beginning.NO_ANSWER, LONGEST_BEGINNING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!beginning.safe()) {
            throw new HandoverException(
                    "the storage lets nothing be written or deleted in %s, or does not answer within %d s; see whether it is full, read-only or away"
                            .formatted(FOLDER, LONGEST_BEGINNING.toSeconds()));
        }
        begun = beginning.begun();
        return beginning.kept();
    }

    private Beginning begin() {
        var found = find();
        old = true;
        boolean deleted = deleteOld();
        boolean named = writeName();
        return deleted || named
                ? new Beginning(deleted && named, true, found.kept())
                : new Beginning(false, found.isFirst(), Optional.empty());
    }

    /** After this nothing is believed but what this gateway itself will leave. */
    private boolean writeName() {
        try {
            store.write(BEGUN, name.getBytes(UTF_8));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the next gateway will not know what was in use: %s", e.getMessage());
            return false;
        }
    }

    /**
     * What lies there.
     *
     * @param isFirst whether no name of a gateway does: then nobody's word can come to light later
     */
    private record Found(boolean isFirst, Optional<KeptTouches> kept) {}

    private Found find() {
        try {
            var last = store.read(BEGUN, LONGEST_NAME).map(Content::text);
            return new Found(
                    last.isEmpty(), last.filter(Handover::isName).isEmpty() ? Optional.empty() : left(last.get()));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what the gateway before has left cannot be read: %s", e.getMessage());
            return new Found(false, Optional.empty());
        }
    }

    private Optional<KeptTouches> left(String gateway) throws IOException {
        return store.read(FOLDER + "/" + gateway, HandoverFile.MOST_BYTES)
                .flatMap(content -> HandoverFile.parse(content.bytes()))
                .filter(file -> file.believedAt(clock.instant()))
                .map(HandoverFile::kept);
    }

    private static boolean isName(String text) {
        return text.matches("[0-9a-f-]+");
    }

    /** Deletes what the gateway before has left, where that has not been possible yet. Call it every minute. */
    public boolean deleteOld() {
        try {
            if (old) {
                store.delete(FOLDER);
                store.settle();
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
