package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.GitSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The arguments of fetch.sh, which its first comment defines. */
public final class GitArguments {

    private GitArguments() {}

    /** The arguments; what is not asked for is left out at the end. */
    public static List<String> of(GitSource git) {
        var arguments = new ArrayList<>(List.of(git.url(), Objects.requireNonNullElse(git.revision(), "")));
        var submodules = Boolean.TRUE.equals(git.submodules());
        if (submodules || git.depth() != null) {
            arguments.add(git.depth() == null ? "" : git.depth().toString());
        }
        if (submodules) {
            arguments.add("submodules");
        }
        return List.copyOf(arguments);
    }
}
