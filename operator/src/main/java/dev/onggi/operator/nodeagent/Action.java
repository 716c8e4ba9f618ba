package dev.onggi.operator.nodeagent;

/** One thing to do about the directory of one registry. */
sealed interface Action {

    RegistryHost registry();

    /** Makes the directory, with both files in it at once. */
    record Create(RegistryHost registry, RegistryFiles files) implements Action {}

    /** Replaces one file in a directory of ours. */
    record Write(RegistryHost registry, HostsFile file, String content) implements Action {}

    /** Takes our two files away, and the directory when nothing else is in it. */
    record Remove(RegistryHost registry) implements Action {}

    /** Does nothing but say why: what is there is not ours. */
    record Refuse(RegistryHost registry, String reason) implements Action {}
}
