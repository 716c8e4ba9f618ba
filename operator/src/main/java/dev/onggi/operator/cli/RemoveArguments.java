package dev.onggi.operator.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command is asked for.
 *
 * @param namespace namespace of the LocalRegistry
 * @param registry its name
 * @param repository repository of the image
 * @param tag its tag
 * @param force whether it goes also where somebody uses it, or may
 */
record RemoveArguments(String namespace, String registry, String repository, String tag, boolean force) {

    static final String USAGE = """
            Usage: remove NAMESPACE/REGISTRY REPOSITORY:TAG [--force]
              Takes a tag off an image of a LocalRegistry; with its last tag the image is deleted.
              --force   also where somebody uses the image
            """;

    private static final String FORCE = "--force";
    private static final int WORDS = 2;

    /**
     * Reads the arguments.
     *
     * @throws CommandException where they are not as the usage says
     */
    static RemoveArguments parse(List<String> arguments) {
        var words = new ArrayList<>(arguments);
        boolean force = words.removeIf(FORCE::equals);
        var unknown = words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (unknown.isPresent()) {
            throw CommandException.usage("there is no option " + unknown.get(), USAGE);
        }
        if (words.size() != WORDS) {
            throw CommandException.usage("one registry and one image have to be named", USAGE);
        }
        var registry = RegistryArgument.parse(words.getFirst(), USAGE);
        var image = words.getLast();
        int colon = image.lastIndexOf(':');
        if (colon < 1 || colon == image.length() - 1 || image.contains("@")) {
            throw CommandException.usage(
                    "an image is named as REPOSITORY:TAG, such as team-a/app:1.0, not \"" + image + "\"", USAGE);
        }
        return new RemoveArguments(
                registry.namespace(), registry.name(), image.substring(0, colon), image.substring(colon + 1), force);
    }

    String image() {
        return repository + ":" + tag;
    }
}
