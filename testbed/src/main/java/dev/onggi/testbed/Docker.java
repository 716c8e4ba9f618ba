package dev.onggi.testbed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The Docker daemon, through its command line. */
final class Docker implements ImageSource {

    /** How long a registry may take until it answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<String, String> environment;

    /** @param environment {@code DOCKER_HOST} and the like, on top of this process's own variables */
    Docker(Map<String, String> environment) {
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    Command command(String... arguments) {
        return Command.of(arguments).with(environment);
    }

    boolean answers() {
        return command("docker", "version").outcome("").succeeded();
    }

    @Override
    public boolean isPresent(String image) {
        return command("docker", "image", "inspect", image).outcome("").succeeded();
    }

    /** Pulls in earnest: only that tells whether a proxy or a mirror of the daemon's knows a way. */
    @Override
    public Optional<String> pull(String image) {
        var last = new AtomicReference<>("no registry answered within " + PATIENCE.toSeconds() + " s");
        var exitCode = command("docker", "pull", image).stream(PATIENCE, last::set);
        return exitCode == 0 ? Optional.empty() : Optional.of(last.get());
    }

    /** Ids of containers with a label, running or not, each followed by a blank and the value of another label. */
    List<String> containers(String label, String otherLabel) {
        var format = "{{.ID}} {{.Label \"" + otherLabel + "\"}}";
        return command("docker", "ps", "--all", "--no-trunc", "--filter", "label=" + label, "--format", format)
                .run()
                .lines()
                .toList();
    }

    /** Address of a container in its network. */
    String address(String container) {
        return inspect(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}")
                .split(" ", -1)[0];
    }

    /** Name of the volume that a container has at a path. */
    Optional<String> volume(String container, String path) {
        var format = "{{range .Mounts}}{{if eq .Destination \"" + path + "\"}}{{.Name}}{{end}}{{end}}";
        return Optional.of(inspect(container, format)).filter(name -> !name.isEmpty());
    }

    private String inspect(String container, String format) {
        return command("docker", "container", "inspect", "--format", format, container)
                .run()
                .strip();
    }

    void removeContainer(String id) {
        command("docker", "rm", "--force", "--volumes", id).run();
    }
}
