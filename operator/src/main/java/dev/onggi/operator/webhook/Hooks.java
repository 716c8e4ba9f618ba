package dev.onggi.operator.webhook;

import java.util.Optional;

/** What the endpoint needs of the cluster. */
public interface Hooks {

    /** The secret of an ImageBuild's webhook, as it is now; empty where there is no such ImageBuild, webhook or Secret. */
    Optional<byte[]> secret(String namespace, String imageBuild);

    /** Has the git server of an ImageBuild asked now. */
    void ask(String namespace, String imageBuild);
}
