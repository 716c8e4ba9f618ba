package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Content;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.storage.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A store that fails for good after some operations, as one does whose process is killed. */
final class FailingStore implements Store {

    private final Store store;
    private int left;

    FailingStore(Store store, int operations) {
        this.store = store;
        this.left = operations;
    }

    private void operation() throws IOException {
        if (left-- <= 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public void walk(String folder, Visitor visitor) throws IOException {
        operation();
        store.walk(folder, file -> {
            operation();
            visitor.visit(file);
        });
    }

    @Override
    public List<String> folders(String folder) throws IOException {
        operation();
        return store.folders(folder);
    }

    @Override
    public Optional<Content> read(String file, int limit) throws IOException {
        operation();
        return store.read(file, limit);
    }

    @Override
    public void delete(String folder) throws IOException {
        operation();
        store.delete(folder);
    }

    @Override
    public void tidy() throws IOException {
        operation();
        store.tidy();
    }

    @Override
    public Optional<Volume> volume() throws IOException {
        operation();
        return store.volume();
    }

    @Override
    public void close() {
        store.close();
    }
}
