package dev.onggi.operator.nodeagent;

import dev.onggi.operator.nodeagent.Action.Create;
import dev.onggi.operator.nodeagent.Action.Refuse;
import dev.onggi.operator.nodeagent.Action.Remove;
import dev.onggi.operator.nodeagent.Action.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what is asked for with what is there. Empty when nothing has to be done, in every round but the few in
 * which something changed.
 */
final class Plan {

    private Plan() {}

    /** The actions in the order in which they must be carried out. */
    static List<Action> of(Wanted wanted, Map<RegistryHost, Present> present) {
        List<Action> actions = new ArrayList<>();
        wanted.directories()
                .forEach((registry, files) ->
                        actions.addAll(attain(registry, files, Optional.ofNullable(present.get(registry)))));
        present.forEach((registry, there) -> {
            if (!wanted.names(registry) && there instanceof Present.Directory directory && directory.isOurs()) {
                actions.add(new Remove(registry));
            }
        });
        return List.copyOf(actions);
    }

    private static List<Action> attain(RegistryHost registry, RegistryFiles files, Optional<Present> there) {
        return switch (there.orElse(null)) {
            case null -> List.of(new Create(registry, files));
            case Present.NotADirectory() -> List.of(new Refuse(registry, "what is there is not a directory"));
            case Present.Unreadable(String cause) ->
                List.of(new Refuse(registry, "what is there cannot be read: " + cause));
            case Present.Directory directory when directory.isEmpty() -> List.of(new Create(registry, files));
            case Present.Directory directory
            when directory.isOurs() || isOursWithoutHosts(directory, files) -> differences(registry, files, directory);
            case Present.Directory directory -> List.of(new Refuse(registry, foreign(directory)));
        };
    }

    /** Somebody deleted our hosts.toml and left the rest: that is damage, not another owner. */
    private static boolean isOursWithoutHosts(Present.Directory directory, RegistryFiles files) {
        return directory.hostsToml().isEmpty()
                && !directory.others()
                && directory.caCrt().isPresent()
                && directory.caCrt().equals(files.content(HostsFile.CA));
    }

    private static List<Action> differences(RegistryHost registry, RegistryFiles files, Present.Directory directory) {
        return files.contents().entrySet().stream()
                .filter(file -> !directory.content(file.getKey()).equals(Optional.of(file.getValue())))
                .<Action>map(file -> new Write(registry, file.getKey(), file.getValue()))
                .toList();
    }

    private static String foreign(Present.Directory directory) {
        return directory.hostsToml().isPresent()
                ? "its hosts.toml does not start with Onggi's header, so it is somebody else's"
                : "it has files, and none that starts with Onggi's header, so it is somebody else's";
    }
}
