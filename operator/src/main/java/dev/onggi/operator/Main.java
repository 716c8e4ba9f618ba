package dev.onggi.operator;

import dev.onggi.operator.cli.ImagesCommand;
import dev.onggi.operator.cli.RemoveCommand;
import dev.onggi.operator.registry.HttpGatewayClient;
import dev.onggi.operator.registry.HttpRegistryClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** What the image runs: the operator, or one of the administrator's commands where its name is the first argument. */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Runs it. */
    public static void main(String... arguments) {
        var words = List.of(arguments);
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case ImagesCommand.NAME -> System.exit(images(words.subList(1, words.size())));
            case RemoveCommand.NAME -> System.exit(remove(words.subList(1, words.size())));
            default -> {
                NativeCryptography.install();
                Quarkus.run(arguments);
            }
        }
    }

    private static int images(List<String> arguments) {
        try (var client = new KubernetesClientBuilder().build()) {
            return new ImagesCommand(client, new HttpGatewayClient(), System.out, System.err).run(arguments);
        }
    }

    private static int remove(List<String> arguments) {
        try (var client = new KubernetesClientBuilder().build()) {
            return new RemoveCommand(client, new HttpGatewayClient(), new HttpRegistryClient(), System.out, System.err)
                    .run(arguments);
        }
    }
}
