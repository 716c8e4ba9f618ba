package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.imagebuild.result.BuildScripts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The container that fetches a source before the build. What git has is fetched by fetch.sh, in BuildKit's image, which has
 * git; the rest by a program in the operator's image, which the nodes have already for the node agent: BuildKit's has
 * nothing that speaks HTTP with a bound on what it takes, and a shell is no place to check what an archive holds.
 */
final class FetchContainer {

    static final List<String> PROGRAM = List.of(
            "java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx128m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            // what unpacks zstd asks for memory in a way of which the runtime warns
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            "/opt/onggi/app/*:/opt/onggi/gateway/*",
            "dev.onggi.operator.fetch.Fetch");

    private FetchContainer() {}

    /** The container; empty where the files are at hand. */
    static Optional<Container> of(BuildPlan plan) {
        var source = plan.spec().source();
        if (source.git() != null) {
            return Optional.of(git(plan));
        }
        if (source.archive() != null) {
            return Optional.of(program(
                    plan,
                    List.of("archive", source.archive().url(), source.archive().sha256())));
        }
        if (source.persistentVolumeClaim() != null) {
            return Optional.of(ofClaim(plan, source.persistentVolumeClaim().path()));
        }
        return OciFetch.of(plan).map(oci -> program(plan, oci.arguments()));
    }

    private static Container git(BuildPlan plan) {
        return complete(
                BuildPodFactory.script(plan, BuildPodFactory.FETCH, BuildScripts.fetch())
                        .withArgs(GitArguments.of(plan.spec().source().git()).stream()
                                .map(BuildPodFactory::literal)
                                .toList())
                        .withSecurityContext(BuildPodFactory.withoutPrivilege()),
                plan);
    }

    /** Files of a volume may be somebody's alone: root of the container, who is nobody on the node, may read them. */
    private static Container ofClaim(BuildPlan plan, String path) {
        return new ContainerBuilder(program(plan, List.of("claim", path)))
                .editSecurityContext()
                .editCapabilities()
                .addToAdd("DAC_OVERRIDE")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    private static Container program(BuildPlan plan, List<String> arguments) {
        return complete(
                new ContainerBuilder()
                        .withName(BuildPodFactory.FETCH)
                        .withImage(plan.settings().fetchImage())
                        .withImagePullPolicy("IfNotPresent")
                        .withCommand(PROGRAM)
                        .withArgs(
                                arguments.stream().map(BuildPodFactory::literal).toList())
                        // Java writes names of files in the encoding of the locale, and the default one has ASCII alone
                        .addNewEnv()
                        .withName("LC_ALL")
                        .withValue("C.UTF-8")
                        .endEnv()
                        .withTerminationMessagePolicy("File")
                        .withSecurityContext(asNobodyOfTheNode()),
                plan);
    }

    /** The user of the build, whose files these become; nobody on the node. */
    static SecurityContext asNobodyOfTheNode() {
        return new SecurityContextBuilder(BuildPodFactory.withoutPrivilege())
                .withRunAsUser(0L)
                .withRunAsGroup(0L)
                .withReadOnlyRootFilesystem(true)
                .build();
    }

    /** Its resources are those of the build: a Pod takes the larger of the two anyway, and the user can raise them. */
    private static Container complete(ContainerBuilder container, BuildPlan plan) {
        return container
                .withResources(Resources.ofBuild(plan.spec().builder().resources()))
                .withVolumeMounts(BuildVolumes.fetchMounts(plan))
                .build();
    }
}
