package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.golden.GoldenFiles;
import dev.onggi.operator.golden.GoldenScenarios;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each scenario is an ImageBuild with what it refers to, and all objects that are made for its first build. */
class ImageBuildGoldenTest extends GoldenScenarios {

    ImageBuildGoldenTest() {
        super("imagebuild/golden");
    }

    @Override
    protected Collection<HasMetadata> objects(GoldenFiles.Scenario scenario) {
        var imageBuild = scenario.input(ImageBuild.class);
        var registry = scenario.input(LocalRegistry.class);
        var configMap = scenario.inputs(ConfigMap.class).stream().findFirst();
        return objects(plan(imageBuild, registry, configMap));
    }

    private static BuildPlan plan(ImageBuild imageBuild, LocalRegistry registry, Optional<ConfigMap> configMap) {
        var inline = imageBuild.getSpec().source().inline();
        var files = inline == null ? configMap.map(SourceFiles::of) : Optional.of(SourceFiles.inline(inline.files()));
        return new BuildPlan(
                imageBuild, PushTarget.of(registry, imageBuild.getMetadata().getNamespace()), files, Samples.SETTINGS);
    }

    private static Collection<HasMetadata> objects(BuildPlan plan) {
        var objects = new ArrayList<HasMetadata>();
        var imageBuild = plan.imageBuild();
        if (plan.spec().cache().mode() == CacheMode.VOLUME) {
            objects.add(CacheClaimFactory.claim(imageBuild));
        }
        var pod = BuildPodFactory.pod(plan, 1);
        objects.add(withoutScripts(pod));
        objects.add(BuildInputsFactory.configMap(plan, admitted(pod)));
        if (plan.spec().rollout() != null) {
            objects.add(WorkloadFactory.deployment(
                    imageBuild,
                    plan.pullReference(Samples.DIGEST),
                    plan.registry().pullSecret()));
            WorkloadFactory.service(imageBuild).ifPresent(objects::add);
        }
        return objects;
    }

    private static Pod admitted(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withUid("uid-of-the-pod")
                .endMetadata()
                .build();
    }

    /** The Pod with the names of its scripts in their place: the kubelet reads two dollars as one. */
    private static Pod withoutScripts(Pod pod) {
        var copy = new PodBuilder(pod).build();
        Stream.concat(copy.getSpec().getInitContainers().stream(), copy.getSpec().getContainers().stream())
                .forEach(container -> container.setCommand(named(container.getCommand())));
        return copy;
    }

    private static List<String> named(List<String> command) {
        return command.stream()
                .map(part -> switch (part.replace("$$", "$")) {
                    case String script when script.equals(BuildScripts.build()) -> "<build.sh>";
                    case String script when script.equals(BuildScripts.fetch()) -> "<fetch.sh>";
                    default -> part;
                })
                .toList();
    }
}
