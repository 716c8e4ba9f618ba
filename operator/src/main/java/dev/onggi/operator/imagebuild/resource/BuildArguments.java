package dev.onggi.operator.imagebuild.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments of the build script: values of the user's go here and nowhere into a script, so that nothing they hold is
 * ever read by a shell.
 */
public final class BuildArguments {

    private BuildArguments() {}

    static List<String> of(BuildPlan plan) {
        return of(plan, "");
    }

    /**
     * The arguments.
     *
     * @param root what is put before the paths of the inputs
     */
    public static List<String> of(BuildPlan plan, String root) {
        var spec = plan.spec();
        var arguments = new ArrayList<String>();
        arguments.add(spec.contextDir());
        arguments.add(dockerfile(plan));
        if (spec.target() != null) {
            option(arguments, "target=" + spec.target());
        }
        if (spec.platforms() != null) {
            option(arguments, "platform=" + String.join(",", spec.platforms()));
        }
        if (spec.args() != null) {
            spec.args().forEach(arg -> option(arguments, "build-arg:" + arg.name() + "=" + arg.value()));
        }
        if (spec.labels() != null) {
            // in an order of their own: that of a map is nobody's choice
            new TreeMap<>(spec.labels()).forEach((name, value) -> option(arguments, "label:" + name + "=" + value));
        }
        MountedSecrets.of(spec).forEach(secret -> arguments.addAll(secret.arguments()));
        if (SourcePolicy.json(plan.registry()).isPresent()) {
            arguments.add("--source-policy-file");
            arguments.add(root + "/onggi/inputs/" + BuildInputsFactory.SOURCE_POLICY);
        }
        tokenServiceTrust(plan.registry()).ifPresent(trust -> {
            arguments.add("--registry-auth-tlscontext");
            arguments.add(trust);
        });
        arguments.addAll(Attestations.arguments(spec.image()));
        arguments.addAll(RegistryCache.arguments(plan));
        arguments.add("--output");
        arguments.add(ImageOutput.of(plan));
        return arguments;
    }

    /**
     * Whoever asks for a registry's tokens is buildctl, and not the daemon whose configuration has the CA: what gives them out
     * may be another server, of the same CA. BuildKit adds the CA to the public ones.
     */
    private static Optional<String> tokenServiceTrust(PushTarget registry) {
        return registry.external()
                ? registry.caSecret().map(secret -> "host=%s,ca=%s".formatted(registry.host(), BuildPodFactory.CA_FILE))
                : Optional.empty();
    }

    private static String dockerfile(BuildPlan plan) {
        var dockerfile = plan.spec().dockerfile();
        if (dockerfile.inline() != null) {
            return "";
        }
        return dockerfile.path() == null ? "Dockerfile" : dockerfile.path();
    }

    private static void option(List<String> arguments, String option) {
        arguments.add("--opt");
        arguments.add(option);
    }
}
