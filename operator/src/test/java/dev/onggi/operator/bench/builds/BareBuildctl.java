package dev.onggi.operator.bench.builds;

import dev.onggi.testbed.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** BuildKit's own client beside its daemon, in one container: what a build takes where nobody has to be told of it. */
final class BareBuildctl implements Contender {

    /**
     * The client's time is that between two lines as they come here, which both have come the same way. What the client
     * prints goes to a file, and is shown where it fails.
     */
    private static final String BUILD = """
            export BUILDKIT_HOST=unix:///run/buildkit/buildkitd.sock DOCKER_CONFIG=%1$s
            cd %2$s
            echo begin
            buildctl build --progress=plain --frontend dockerfile.v0 --metadata-file metadata.json \\
              --local context=source --local dockerfile=source "$@" >log 2>&1
            code=$?
            echo end
            [ "$code" = 0 ] || tail -n 40 log
            exit "$code"
            """.formatted(BarePod.PUSH, BarePod.DIRECTORY);

    private static final String PRUNE = "buildctl --addr unix:///run/buildkit/buildkitd.sock prune --all >/dev/null";
    private static final String WRITE = "mkdir -p %1$s/source && cat >%1$s/source/\"$1\"".formatted(BarePod.DIRECTORY);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private final BarePod pod;

    private BareBuildctl(TestCluster cluster, BarePod pod) {
        this.cluster = cluster;
        this.pod = pod;
    }

    static BareBuildctl start(TestCluster cluster, BarePod pod) {
        pod.objects().forEach(object -> cluster.client().resource(object).create());
        cluster.kubectl("wait", "-n", pod.namespace(), "pod/" + BarePod.NAME, "--for=condition=Ready", "--timeout=3m");
        return new BareBuildctl(cluster, pod);
    }

    @Override
    public String name() {
        return Report.BARE;
    }

    @Override
    public void prepare(Case situation) {
        if (situation == Case.COLD) {
            cluster.kubectl(exec(PRUNE));
        }
    }

    @Override
    public Observation.Result build(Case situation, Map<String, String> files) {
        files.forEach((name, text) -> cluster.kubectlWithInput(text, exec(WRITE, name)));
        var image = pod.registry().pushed(pod.namespace() + "/" + BarePod.NAME).byTag("latest");
        return new Observation.Result(
                run("--output", "type=image,name=" + image + ",push=true,oci-mediatypes=true,compression=zstd"),
                List.of());
    }

    /** Runs the steps of a Dockerfile, without an image; returns how long that took. */
    double seconds(String dockerfile) {
        cluster.kubectlWithInput(dockerfile, exec(WRITE, "Dockerfile"));
        return run();
    }

    private double run(String... options) {
        var begin = new ArrayList<Long>();
        var end = new ArrayList<Long>();
        var rest = new ArrayList<String>();
        int code = cluster.kubectlLines(
                PATIENCE,
                line -> {
                    switch (line) {
                        case "begin" -> begin.add(System.nanoTime());
                        case "end" -> end.add(System.nanoTime());
                        default -> rest.add(line);
                    }
                },
                exec(BUILD, options));
        if (code != 0 || end.isEmpty()) {
            throw new IllegalStateException(
                    "buildctl failed, with code %d:\n%s".formatted(code, String.join("\n", rest)));
        }
        return (end.getFirst() - begin.getFirst()) / 1e9;
    }

    private String[] exec(String script, String... arguments) {
        var words = new ArrayList<>(List.of(
                "exec", "-i", "-n", pod.namespace(), BarePod.NAME, "--", "/bin/sh", "-c", script, BarePod.NAME));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }
}
