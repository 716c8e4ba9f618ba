package dev.onggi.operator.cli;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.localregistry.retention.RegistryHosts;
import dev.onggi.operator.registry.GatewayClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Lists the images of a registry: {@code images team-a/registry [text] [--layers]}. It runs in a Pod, with the rights of
 * that Pod's ServiceAccount; it writes nothing.
 */
public final class ImagesCommand {

    /** The word that it is called by. */
    public static final String NAME = "images";

    /** As many images are looked at. */
    static final int LIMIT = 5_000;

    private final KubernetesClient client;
    private final GatewayClient gateway;
    private final PrintStream out;
    private final PrintStream err;

    /** A command that prints to these streams. */
    public ImagesCommand(KubernetesClient client, GatewayClient gateway, PrintStream out, PrintStream err) {
        this.client = client;
        this.gateway = gateway;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it.
     *
     * @return the exit code, as {@link Command#run} has them
     */
    public int run(List<String> arguments) {
        return Command.run(err, () -> list(ImagesArguments.parse(arguments)));
    }

    private void list(ImagesArguments arguments) {
        var lookup = new RegistryLookup(client, "onggi-images", "examples/images/images.yaml");
        var registry = lookup.registry(arguments.namespace(), arguments.registry());
        var all = gateway.images(lookup.endpoint(registry), "", LIMIT);
        var listed =
                all.stream().filter(image -> matches(image, arguments.text())).toList();
        if (listed.isEmpty()) {
            out.println(arguments.text().isEmpty() ? "No images found." : "No image has \"" + arguments.text() + "\".");
            return;
        }
        var usage = new Usage(RegistryHosts.of(registry, ""));
        var reader = new UsageReader(client);
        reader.read(arguments.namespace(), usage);
        var report = new ImagesReport(all, listed, usage);
        out.print(report.images());
        if (arguments.layers()) {
            out.println();
            out.print(report.layers());
        }
        if (all.size() == LIMIT) {
            err.println("Only the first %d images were looked at.".formatted(LIMIT));
        }
        if (!reader.unseen().isEmpty()) {
            err.println(
                    "You may not list %s, so users there are missing; for all: kubectl create clusterrolebinding onggi-images-view --clusterrole=view --serviceaccount=%s:onggi-images"
                            .formatted(String.join(", ", reader.unseen()), arguments.namespace()));
        }
    }

    private static boolean matches(CatalogImage image, String text) {
        return (image.repository() + ":" + image.tag())
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }
}
