package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.FileStore;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for what the registry would offer and could not deliver. */
final class Integrity {

    private final Path root;
    private final List<String> faults = new ArrayList<>();

    private Integrity(Path root) {
        this.root = root;
    }

    static List<String> faults(Path root) {
        var integrity = new Integrity(root);
        var store = new FileStore(root);
        try {
            RepositoryWalk.walk(store, files -> integrity.check(new RepositoryReader(store).read(files)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return integrity.faults;
    }

    private void check(FoundRepository found) {
        var name = found.state().name();
        found.unreadable().forEach(digest -> faults.add(name + "@" + digest + " is damaged"));
        found.state().tags().forEach(tag -> demand(Layout.revision(name, tag.digest()), name + ":" + tag.name()));
        found.state().manifests().forEach((digest, manifest) -> {
            var who = name + "@" + digest;
            demand(Layout.data(digest), who);
            manifest.manifests().forEach(child -> demand(Layout.revision(name, child), who));
            var blobs = new ArrayList<Digest>(manifest.layers());
            manifest.config().ifPresent(blobs::add);
            for (Digest blob : blobs) {
                demand(Layout.layer(name, blob), who);
                demand(Layout.data(blob), who);
            }
        });
    }

    private void demand(String path, String who) {
        if (!Files.exists(root.resolve(path))) {
            faults.add(who + " needs " + path);
        }
    }
}
