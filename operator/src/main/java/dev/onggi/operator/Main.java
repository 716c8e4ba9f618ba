package dev.onggi.operator;

import dev.onggi.operator.cli.ImagesCommand;
import dev.onggi.operator.registry.HttpGatewayClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** What the image runs: the operator, or the administrator's command where its name is the first argument. */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Runs it. */
    public static void main(String... arguments) {
        var words = List.of(arguments);
        if (!words.isEmpty() && words.getFirst().equals(ImagesCommand.NAME)) {
            System.exit(images(words.subList(1, words.size())));
        }
        Quarkus.run(arguments);
    }

    private static int images(List<String> arguments) {
        try (var client = new KubernetesClientBuilder().build()) {
            return new ImagesCommand(client, new HttpGatewayClient(), System.out, System.err).run(arguments);
        }
    }
}
