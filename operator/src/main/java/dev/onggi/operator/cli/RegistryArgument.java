package dev.onggi.operator.cli;

/**
 * A LocalRegistry as a person names it.
 *
 * @param namespace its namespace
 * @param name its name
 */
record RegistryArgument(String namespace, String name) {

    private static final int PARTS = 2;

    /**
     * Reads {@code NAMESPACE/REGISTRY}.
     *
     * @throws CommandException with the usage, where it is something else
     */
    static RegistryArgument parse(String word, String usage) {
        var parts = word.split("/", -1);
        if (parts.length != PARTS || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw CommandException.usage("a registry is named as NAMESPACE/REGISTRY, not \"" + word + "\"", usage);
        }
        return new RegistryArgument(parts[0], parts[1]);
    }
}
