package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BuildEngine;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.Toleration;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The build Pod: admitted by Pod Security {@code baseline}, without an added capability. Its root is nobody on the node
 * (user namespace), and BuildKit runs in one more user namespace inside, where it may mount. Only the fetch container sees
 * the git credential, only the build container the one to push with, and neither has a token of the API server.
 */
public final class BuildPodFactory {

    /** Container, and before it init container, whose termination messages hold the results. */
    public static final String BUILD = "build";

    /** Init container of sources that a server has. */
    public static final String FETCH = "fetch";

    /** Where BuildKit reads the registry's CA. */
    public static final String CA_FILE = "/onggi/ca/ca.crt";

    private static final String PUSH_DIRECTORY = "/onggi/push";
    /** Time for BuildKit to close its cache cleanly; build.sh gives it 20 s. */
    private static final long GRACE_SECONDS = 30;

    private BuildPodFactory() {}

    /** The Pod of a build. */
    public static Pod pod(BuildPlan plan, int number) {
        return pod(plan, number, PodShape.FIRST);
    }

    /** The Pod of a try of a build. */
    public static Pod pod(BuildPlan plan, int number, PodShape shape) {
        var owner = plan.imageBuild();
        var name = new ImageBuildNames(owner.getMetadata().getName()).build(number);
        var builder = plan.spec().builder();
        return new PodBuilder()
                .withMetadata(Children.metadata(owner, name, BUILD)
                        .addToLabels(Labels.BUILD_NUMBER, Integer.toString(number))
                        .addToAnnotations(Labels.FINGERPRINT, plan.fingerprint())
                        .addToAnnotations(
                                Labels.GENERATION,
                                Long.toString(owner.getMetadata().getGeneration()))
                        .addToAnnotations(Labels.ENGINE, shape.engine().text())
                        .addToAnnotations(shape.raisedMemory()
                                .map(limit -> Map.of(Labels.RAISED_MEMORY, limit.toString()))
                                .orElseGet(Map::of))
                        .build())
                .withNewSpec()
                .withHostUsers(Engine.hostUsers(shape.engine()))
                .withSecurityContext(Engine.ofPod(shape.engine()))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(Durations.parse(builder.timeout()).toSeconds())
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withRuntimeClassName(builder.runtimeClassName())
                .withNodeSelector(builder.nodeSelector())
                .withTolerations(tolerations(builder.tolerations()))
                .withInitContainers(FetchContainer.of(plan).stream().toList())
                .withContainers(build(plan, shape))
                .withVolumes(BuildVolumes.volumes(plan, name))
                .endSpec()
                .build();
    }

    /** What a container is allowed that builds nothing. */
    public static SecurityContext withoutPrivilege() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static Container build(BuildPlan plan, PodShape shape) {
        var resources = Resources.ofBuild(plan.spec().builder().resources());
        return script(plan, BUILD, BuildScripts.build())
                .withArgs(BuildArguments.of(plan).stream()
                        .map(BuildPodFactory::literal)
                        .toList())
                .withEnv(environment(plan, shape.engine()))
                .withImage(Engine.image(shape.engine(), plan.settings()))
                .withResources(shape.raisedMemory()
                        .map(limit -> RaisedMemory.on(resources, limit))
                        .orElse(resources))
                .withVolumeMounts(BuildVolumes.buildMounts(plan, Engine.home(shape.engine())))
                .withSecurityContext(
                        Engine.ofBuildKit(shape.engine(), plan.settings().localhostProfile()))
                .build();
    }

    /**
     * What BuildKit's container is allowed. Unmasked: BuildKit mounts a /proc of its own for each step, which the kernel
     * allows only where the outer one is whole. Pod Security allows it together with hostUsers: false.
     */
    public static SecurityContext ofBuildKit(String localhostProfile) {
        return new SecurityContextBuilder()
                .withProcMount("Unmasked")
                .withNewSeccompProfile()
                .withType("Localhost")
                .withLocalhostProfile(localhostProfile)
                .endSeccompProfile()
                .build();
    }

    static ContainerBuilder script(BuildPlan plan, String name, String script) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(plan.settings().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "-c", literal(script), "onggi-" + name)
                // the scripts tell all there is to tell: a log line in its place would be taken for their words
                .withTerminationMessagePolicy("File");
    }

    /**
     * A text that the kubelet hands on as it is: in commands and arguments it reads {@code $(NAME)} as a variable and
     * {@code $$} as one dollar
     * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint).
     */
    public static String literal(String text) {
        return text.replace("$", "$$");
    }

    private static List<EnvVar> environment(BuildPlan plan, BuildEngine engine) {
        var environment = new ArrayList<EnvVar>();
        if (plan.registry().pushSecret().isPresent()) {
            environment.add(variable("DOCKER_CONFIG", PUSH_DIRECTORY));
        }
        if (engine != BuildEngine.NESTED_USER_NAMESPACE) {
            environment.add(variable("ONGGI_ENGINE", engine.text()));
            environment.add(variable("ONGGI_HOME", Engine.home(engine)));
        }
        return environment;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    static String pushDirectory() {
        return PUSH_DIRECTORY;
    }

    static boolean keepsCache(BuildPlan plan) {
        return plan.cacheMode() == CacheMode.VOLUME;
    }

    static List<io.fabric8.kubernetes.api.model.Toleration> tolerations(List<Toleration> wanted) {
        var tolerations = new ArrayList<io.fabric8.kubernetes.api.model.Toleration>();
        if (wanted != null) {
            wanted.forEach(toleration -> tolerations.add(new TolerationBuilder()
                    .withKey(toleration.key())
                    .withOperator(toleration.operator())
                    .withValue(toleration.value())
                    .withEffect(toleration.effect())
                    .withTolerationSeconds(toleration.tolerationSeconds())
                    .build()));
        }
        return tolerations;
    }
}
