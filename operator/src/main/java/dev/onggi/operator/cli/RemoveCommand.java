package dev.onggi.operator.cli;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.localregistry.retention.RegistryHosts;
import dev.onggi.operator.model.ByteSize;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Removes an image of a registry, as {@code docker rmi} does: {@code remove team-a/registry team-a/app:1.0 [--force]}. It runs in
 * a Pod, with the rights of that Pod's ServiceAccount.
 */
public final class RemoveCommand {

    /** The word that it is called by. */
    public static final String NAME = "remove";

    private final KubernetesClient client;
    private final GatewayClient gateway;
    private final RegistryClient registries;
    private final PrintStream out;
    private final PrintStream err;

    /** A command that prints to these streams. */
    public RemoveCommand(
            KubernetesClient client,
            GatewayClient gateway,
            RegistryClient registries,
            PrintStream out,
            PrintStream err) {
        this.client = client;
        this.gateway = gateway;
        this.registries = registries;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it.
     *
     * @return the exit code, as {@link Command#run} has them
     */
    public int run(List<String> arguments) {
        return Command.run(err, () -> remove(RemoveArguments.parse(arguments)));
    }

    private void remove(RemoveArguments arguments) {
        var lookup = new RegistryLookup(client, "onggi-remove", "examples/clean-up/remove.yaml");
        var registry = lookup.registry(arguments.namespace(), arguments.registry());
        var endpoint = lookup.adminEndpoint(registry);
        var all = gateway.images(endpoint, "", ImagesCommand.LIMIT);
        var image = find(all, arguments);
        var others = all.stream()
                .filter(other -> other.repository().equals(image.repository()))
                .filter(other -> other.digest().equals(image.digest()))
                .map(CatalogImage::tag)
                .filter(Predicate.not(image.tag()::equals))
                .toList();
        if (!arguments.force()) {
            var usage = new Usage(RegistryHosts.of(registry, ""));
            requireUnused(
                    arguments,
                    usage,
                    () -> others.isEmpty()
                            ? usage.of(image.repository(), image.tag(), image.digest())
                            : usage.ofTag(image.repository(), image.tag()));
        }
        if (others.isEmpty()) {
            registries.deleteManifest(endpoint, image.repository(), image.digest());
            out.println("Deleted %s, %s (%s). The next collection of garbage frees what no other image shares."
                    .formatted(arguments.image(), image.digest(), new ByteSize(image.size()).display()));
        } else {
            registries.deleteManifest(endpoint, image.repository(), image.tag());
            out.println("Untagged %s; %s stays, for it has the tag%s %s as well."
                    .formatted(
                            arguments.image(),
                            image.digest(),
                            others.size() == 1 ? "" : "s",
                            String.join(", ", others)));
        }
    }

    private static CatalogImage find(List<CatalogImage> all, RemoveArguments arguments) {
        return all.stream()
                .filter(image -> image.repository().equals(arguments.repository()))
                .filter(image -> image.tag().equals(arguments.tag()))
                .findFirst()
                .orElseThrow(() -> CommandException.failed(
                        "LocalRegistry %s/%s has no image %s%s; the command images %s/%s lists those that it has"
                                .formatted(
                                        arguments.namespace(),
                                        arguments.registry(),
                                        arguments.image(),
                                        all.size() == ImagesCommand.LIMIT
                                                ? " among the first " + ImagesCommand.LIMIT
                                                : "",
                                        arguments.namespace(),
                                        arguments.registry())));
    }

    /**
     * Also whoever may go back to it counts: a revision of a Deployment. Whoever cannot be seen may be a user as well. Of an
     * image that stays, under another tag, the users of its digest lose nothing.
     */
    private void requireUnused(RemoveArguments arguments, Usage usage, Supplier<Set<String>> who) {
        var reader = new UsageReader(client);
        reader.read(arguments.namespace(), usage);
        var users = who.get();
        if (!users.isEmpty()) {
            throw CommandException.failed("%s is used by %s; remove these first, or the image all the same with --force"
                    .formatted(arguments.image(), String.join(", ", users)));
        }
        if (!reader.unseen().isEmpty()) {
            throw CommandException.failed(
                    "you may not list %s, which may use %s; for all: kubectl create clusterrolebinding onggi-remove-view --clusterrole=view --serviceaccount=%s:onggi-remove; or remove it all the same with --force"
                            .formatted(String.join(", ", reader.unseen()), arguments.image(), arguments.namespace()));
        }
    }
}
