package dev.onggi.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the tools that wait for a resource make of it. Each is asked by its own code, where that can be had: see
 * {@code testbed/parts/health}. What an installation gives them is that of this project.
 *
 * @param kstatus what {@code kubectl}'s plugins, Flux and others compute of every resource: Current, InProgress, Failed …
 * @param flux what Flux computes by the healthCheckExprs of {@code examples/gitops/flux}, in the same words
 * @param argoCd what Argo CD computes by the scripts of {@code deploy/argo-cd}: Healthy, Progressing, Degraded …
 */
public record GitOpsHealth(Verdict kstatus, Verdict flux, Verdict argoCd) {

    /** A word, and a sentence where the tool has one. */
    public record Verdict(String status, String message) {}

    /** Looked for once. */
    private static final class Program {

        private static final Path PROJECT = Testbed.ofThisProject().root();

        private static final Command COMMAND = Command.of(
                Programs.health().toString(),
                PROJECT.resolve("deploy/argo-cd").toString(),
                PROJECT.resolve("examples/gitops/flux/kustomization.yaml").toString());
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One for each resource, in their order. */
    public static List<GitOpsHealth> of(List<? extends HasMetadata> resources) {
        var output = Program.COMMAND.run(
                resources.stream().map(Serialization::asJson).collect(Collectors.joining("\n---\n")));
        return output.lines().map(GitOpsHealth::read).toList();
    }

    private static GitOpsHealth read(String line) {
        try {
            return JSON.readValue(line, GitOpsHealth.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
