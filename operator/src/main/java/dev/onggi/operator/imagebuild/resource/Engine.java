package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BuildEngine;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/** What an engine asks of its Pod. docs/engines.md says what each of them is worth. */
public final class Engine {

    /** Of the rootless image of BuildKit; its subordinate ids are those of this user. */
    private static final long ROOTLESS_USER = 1000;

    private Engine() {}

    /**
     * The engines to try, the first one first.
     *
     * @param wanted what the spec says, or null
     * @param withoutUserNamespaces whether nodes were seen that have none: then the one that needs none comes first
     */
    public static List<BuildEngine> candidates(BuildEngine wanted, boolean withoutUserNamespaces) {
        if (wanted != null && wanted != BuildEngine.AUTO) {
            return List.of(wanted);
        }
        return withoutUserNamespaces
                ? List.of(BuildEngine.ROOTLESS, BuildEngine.NESTED_USER_NAMESPACE, BuildEngine.USER_NAMESPACE)
                : List.of(BuildEngine.NESTED_USER_NAMESPACE, BuildEngine.USER_NAMESPACE, BuildEngine.ROOTLESS);
    }

    /** Whether the Pod has a user namespace; null, the default of Kubernetes, where it has none. */
    static Boolean hostUsers(BuildEngine engine) {
        return engine == BuildEngine.ROOTLESS ? null : Boolean.FALSE;
    }

    /** The home of BuildKit's user, where its state is. */
    static String home(BuildEngine engine) {
        return engine == BuildEngine.ROOTLESS ? "/home/user" : "/root";
    }

    static String image(BuildEngine engine, BuilderSettings settings) {
        return engine == BuildEngine.ROOTLESS ? settings.rootlessImage() : settings.image();
    }

    /** What is the same for all containers: volumes are to be writable for BuildKit's user. */
    static PodSecurityContext ofPod(BuildEngine engine) {
        return engine == BuildEngine.ROOTLESS
                ? new PodSecurityContextBuilder()
                        .withFsGroup(ROOTLESS_USER)
                        .withFsGroupChangePolicy("OnRootMismatch")
                        .build()
                : null;
    }

    /** What BuildKit's container is allowed. */
    static SecurityContext ofBuildKit(BuildEngine engine, String localhostProfile) {
        return switch (engine) {
            case AUTO, NESTED_USER_NAMESPACE -> BuildPodFactory.ofBuildKit(localhostProfile);
            case USER_NAMESPACE ->
                new SecurityContextBuilder()
                        .withNewCapabilities()
                        .addToAdd("SYS_ADMIN")
                        .endCapabilities()
                        .withProcMount("Unmasked")
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build();
            case ROOTLESS ->
                // newuidmap, which maps the user's subordinate ids, is a program with the set-user-id bit
                new SecurityContextBuilder()
                        .withRunAsUser(ROOTLESS_USER)
                        .withRunAsGroup(ROOTLESS_USER)
                        .withRunAsNonRoot(true)
                        .withAllowPrivilegeEscalation(true)
                        .withNewSeccompProfile()
                        .withType("Unconfined")
                        .endSeccompProfile()
                        .withNewAppArmorProfile()
                        .withType("Unconfined")
                        .endAppArmorProfile()
                        .build();
        };
    }
}
