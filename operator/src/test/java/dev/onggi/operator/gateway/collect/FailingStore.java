package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Content;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.storage.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that fails for good after some operations, as one does whose process is killed, or always in some of them. */
public final class FailingStore implements Store {

    private final Store store;
    private final Set<String> refused;
    private int left;

    /** Fails after so many operations. */
    public FailingStore(Store store, int operations) {
        this(store, operations, Set.of());
    }

    /** Fails in operations of these names, as long as they are in the set. */
    public static FailingStore refusing(Store store, Set<String> operations) {
        return new FailingStore(store, Integer.MAX_VALUE, operations);
    }

    private FailingStore(Store store, int operations, Set<String> refused) {
        this.store = store;
        this.left = operations;
        this.refused = refused;
    }

    private void operation(String name) throws IOException {
        if (refused.contains(name)) {
            throw new IOException("refused");
        }
        if (left-- <= 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public void walk(String folder, Visitor visitor) throws IOException {
        operation("walk");
        store.walk(folder, file -> {
            operation("walk");
            visitor.visit(file);
        });
    }

    @Override
    public List<String> folders(String folder) throws IOException {
        operation("folders");
        return store.folders(folder);
    }

    @Override
    public Optional<Content> read(String file, int limit) throws IOException {
        operation("read");
        return store.read(file, limit);
    }

    @Override
    public void write(String file, byte[] content) throws IOException {
        operation("write");
        store.write(file, content);
    }

    @Override
    public void delete(String folder) throws IOException {
        operation("delete");
        store.delete(folder);
    }

    @Override
    public void settle() throws IOException {
        store.settle();
    }

    @Override
    public void tidy() throws IOException {
        operation("tidy");
        store.tidy();
    }

    @Override
    public Optional<Volume> volume() throws IOException {
        operation("volume");
        return store.volume();
    }

    @Override
    public void close() {
        store.close();
    }
}
