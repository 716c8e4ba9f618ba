package dev.onggi.operator.integration;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.UnknownFields;
import dev.onggi.testbed.KubeApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One API server for all tests of this package, prepared as an installation prepares it. It ends with the JVM. */
final class ApiServer {

    /** The operator, as {@code deploy/base} names it. */
    static final String OPERATOR = "system:serviceaccount:onggi-system:onggi-operator";

    private static final Path BASE = Path.of("..", "deploy", "base");
    private static final Path CRDS = Path.of("..", "crds");
    private static final Set<String> NEED_A_NODE = Set.of("Deployment", "DaemonSet");

    /** Two classes of storage, of which only the default one can grow. */
    private static final String STORAGE = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: growing, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
            provisioner: example.com/growing
            allowVolumeExpansion: true
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: rigid}
            provisioner: example.com/rigid
            """;

    private static KubeApi api;

    private ApiServer() {}

    /** A client with every right: users, other controllers and the kubelet. */
    static KubernetesClient admin() {
        return api().client();
    }

    /** A client that is the operator, as it is shipped, and has its rights alone. */
    static KubernetesClient operator(Consumer<HttpClient.Builder> http) {
        return account("onggi-operator", http);
    }

    /** A client that is a ServiceAccount of the operator's namespace, as programs of Onggi have it. */
    static KubernetesClient account(String name, Consumer<HttpClient.Builder> http) {
        // by a token and not by impersonation, which does not nest: the operator itself acts in the name of others
        var token = admin().serviceAccounts()
                .inNamespace("onggi-system")
                .withName(name)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        var config = new ConfigBuilder(Config.fromKubeconfig(api().kubeconfig()))
                .withClientCertFile(null)
                .withClientKeyFile(null)
                .withClientCertData(null)
                .withClientKeyData(null)
                .withOauthToken(token)
                .build();
        var mapper = new ObjectMapper();
        new UnknownFields().customize(mapper);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
                .withHttpClientBuilderConsumer(http)
                .build();
    }

    /** A client that is a user and has that user's rights alone. */
    static KubernetesClient as(String user) {
        var config = new ConfigBuilder(Config.fromKubeconfig(api().kubeconfig()))
                .withImpersonateUsername(user)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A kubeconfig with every right, for programs that run beside the operator. */
    static String kubeconfig() {
        return api().kubeconfig();
    }

    /** Removes what tests made of the two kinds; a running operator lets go of it. What it owned stays, unlooked-at. */
    static void removeAll() {
        for (var kind : List.of(ImageBuild.class, LocalRegistry.class)) {
            admin().resources(kind).inAnyNamespace().delete();
            await("every " + kind.getSimpleName() + " is gone")
                    .until(() -> admin().resources(kind).inAnyNamespace().list().getItems(), List::isEmpty);
        }
    }

    private static synchronized KubeApi api() {
        if (api == null) {
            api = prepared(KubeApi.start());
        }
        return api;
    }

    private static KubeApi prepared(KubeApi api) {
        for (var crd : files(CRDS, ".yaml")) {
            documents(api.client(), crd)
                    .forEach(object -> api.client()
                            .resource(apply(api.client(), object))
                            .waitUntilCondition(ApiServer::isEstablished, 20, TimeUnit.SECONDS));
        }
        for (var manifest : files(BASE, ".yaml")) {
            if (!manifest.endsWith("kustomization.yaml")) {
                documents(api.client(), manifest).stream()
                        .filter(object -> !NEED_A_NODE.contains(object.getKind()))
                        .forEach(object -> apply(api.client(), object));
            }
        }
        api.client().resourceList(STORAGE).items().forEach(object -> apply(api.client(), object));
        return api;
    }

    /** Applies an object as kubectl does. */
    static HasMetadata apply(KubernetesClient client, HasMetadata object) {
        return client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
    }

    /** The definition of one of the two kinds, as it is in {@code crds/}. */
    static CustomResourceDefinition definition(Class<? extends HasMetadata> kind) {
        var name = HasMetadata.getFullResourceName(kind);
        return files(CRDS, ".yaml").stream()
                .flatMap(file -> documents(admin(), file).stream())
                .filter(object -> object.getMetadata().getName().equals(name))
                .map(CustomResourceDefinition.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Applies definitions of kinds, and returns when objects of them can be made. */
    static void define(List<? extends HasMetadata> definitions) {
        definitions.forEach(object -> admin().resource(apply(admin(), object))
                .waitUntilCondition(ApiServer::isEstablished, 20, TimeUnit.SECONDS));
    }

    private static List<HasMetadata> documents(KubernetesClient client, Path file) {
        try (var stream = Files.newInputStream(file)) {
            return client.load(stream).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(HasMetadata crd) {
        return crd instanceof CustomResourceDefinition definition
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null // both are written after the definition itself
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
