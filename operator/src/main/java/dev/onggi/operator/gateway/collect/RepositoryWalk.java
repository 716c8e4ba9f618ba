package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.storage.StoredFile;
import java.io.IOException;

/** Finds the repositories one after the other, so that no more than one has to be in memory. */
final class RepositoryWalk implements Store.Visitor {

    private final Visitor visitor;
    private RepositoryFiles current;

    private RepositoryWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    static void walk(Store store, Visitor visitor) throws IOException {
        var walk = new RepositoryWalk(visitor);
        store.walk(Layout.REPOSITORIES, walk);
        walk.end();
    }

    @Override
    public void visit(StoredFile file) throws IOException {
        var repository = Layout.repositoryOf(file.path()).orElse(null);
        if (repository == null) {
            return;
        }
        if (current == null || !current.name().equals(repository)) {
            end();
            current = new RepositoryFiles(repository);
        }
        current.add(file);
    }

    private void end() throws IOException {
        if (current != null) {
            visitor.visit(current);
        }
    }

    /** Sees one repository after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(RepositoryFiles repository) throws IOException;
    }
}
