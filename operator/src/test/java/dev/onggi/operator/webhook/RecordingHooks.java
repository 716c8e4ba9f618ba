package dev.onggi.operator.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster of ImageBuilds with secrets, which remembers whose git server was to be asked. */
final class RecordingHooks implements Hooks {

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    RecordingHooks has(String imageBuild, String secret) {
        secrets.put(imageBuild, secret);
        return this;
    }

    /** From now on the API server does not answer. */
    void fail() {
        failing = true;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<byte[]> secret(String namespace, String imageBuild) {
        if (failing) {
            throw new IllegalStateException("the API server is away");
        }
        return Optional.ofNullable(secrets.get(namespace + "/" + imageBuild))
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void ask(String namespace, String imageBuild) {
        asked.add(namespace + "/" + imageBuild);
        if (failing) {
            throw new IllegalStateException("the API server is away");
        }
    }
}
