package dev.onggi.operator.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command is asked for.
 *
 * @param namespace namespace of the LocalRegistry
 * @param registry its name
 * @param text what repository:tag must contain; empty: all
 * @param layers whether the layers are listed too
 */
record ImagesArguments(String namespace, String registry, String text, boolean layers) {

    static final String USAGE = """
            Usage: images NAMESPACE/REGISTRY [TEXT] [--layers]
              Lists the images of a LocalRegistry whose repository:tag contains TEXT, and who uses them.
              --layers   also the layers of each, and the images that have them too
            """;

    private static final String LAYERS = "--layers";
    private static final int MOST = 2;

    /**
     * Reads the arguments.
     *
     * @throws CommandException where they are not as the usage says
     */
    static ImagesArguments parse(List<String> arguments) {
        var words = new ArrayList<>(arguments);
        boolean layers = words.removeIf(LAYERS::equals);
        var unknown = words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (unknown.isPresent()) {
            throw CommandException.usage("there is no option " + unknown.get(), USAGE);
        }
        if (words.isEmpty() || words.size() > MOST) {
            throw CommandException.usage("one registry has to be named, and at most one text", USAGE);
        }
        var registry = RegistryArgument.parse(words.getFirst(), USAGE);
        return new ImagesArguments(
                registry.namespace(), registry.name(), words.size() == MOST ? words.get(1) : "", layers);
    }
}
