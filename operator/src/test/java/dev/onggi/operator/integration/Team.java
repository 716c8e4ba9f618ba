package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A namespace of one test, and what the people there do and see.
 *
 * @param namespace its name
 */
record Team(String namespace) {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

    /** A new one, under Pod Security {@code baseline}. */
    static Team create() {
        return create("baseline");
    }

    static Team create(String podSecurity) {
        return create("team-" + NUMBER.incrementAndGet(), podSecurity);
    }

    /** One of a name. */
    static Team create(String name, String podSecurity) {
        var team = new Team(name);
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(team.namespace)
                        .endMetadata()
                        .build())
                .create();
        team.enforce(podSecurity);
        return team;
    }

    /** Puts the namespace under another level of Pod Security. */
    void enforce(String podSecurity) {
        label(POD_SECURITY, podSecurity);
    }

    /** Gives the namespace a label. */
    void label(String key, String value) {
        client().namespaces().withName(namespace).edit(object -> {
            object.getMetadata().getLabels().put(key, value);
            return object;
        });
    }

    /** Applies documents as kubectl does, to this namespace. */
    void apply(String yaml) {
        client().resourceList(yaml).items().forEach(object -> {
            object.getMetadata().setNamespace(namespace);
            ApiServer.apply(client(), object);
        });
    }

    /** Applies documents that are of no namespace. */
    void applyToCluster(String yaml) {
        client().resourceList(yaml).items().forEach(object -> ApiServer.apply(client(), object));
    }

    /** Waits until an object is refused in these words: a policy takes a moment until it is in force. */
    void awaitRefusal(String words, String yaml) {
        await("refusal: " + words)
                .untilAsserted(() -> assertThatThrownBy(() -> client().resource(yaml)
                                .inNamespace(namespace)
                                .dryRun()
                                .create())
                        .hasMessageContaining(words));
    }

    /** A registry without storage and without node access: all that a build needs, in a moment. */
    void applySimpleRegistry() {
        apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}}
                """);
        actors().rollsOut("registry-registry");
    }

    /** Whoever else works in this namespace. */
    ClusterActors actors() {
        return new ClusterActors(client(), namespace);
    }

    LocalRegistry registry(String name) {
        return get(LocalRegistry.class, name);
    }

    ImageBuild imageBuild(String name) {
        return get(ImageBuild.class, name);
    }

    /** An object, or null. */
    <R extends HasMetadata> R get(Class<R> type, String name) {
        return resource(type, name).get();
    }

    /** All objects of a kind. */
    <R extends HasMetadata> List<R> list(Class<R> type) {
        return client().resources(type).inNamespace(namespace).list().getItems();
    }

    <R extends HasMetadata> Resource<R> resource(Class<R> type, String name) {
        return client().resources(type).inNamespace(namespace).withName(name);
    }

    /** An object, as soon as it is there. */
    <R extends HasMetadata> R awaited(Class<R> type, String name) {
        return await(type.getSimpleName() + " " + name).until(() -> get(type, name), object -> object != null);
    }

    /** Waits until a condition has a status and a reason, and returns it. */
    Condition awaitCondition(Class<? extends HasMetadata> type, String name, String condition, String value) {
        return awaitCondition(Duration.ofSeconds(10), type, name, condition, value);
    }

    Condition awaitCondition(
            Duration atMost, Class<? extends HasMetadata> type, String name, String condition, String value) {
        await().atMost(atMost)
                .untilAsserted(() -> assertThat(conditions(get(type, name)))
                        .filteredOn(one -> one.type().equals(condition))
                        .map(one -> one.status() + " " + one.reason())
                        .containsExactly(value));
        return conditions(get(type, name)).stream()
                .filter(one -> one.type().equals(condition))
                .findFirst()
                .orElseThrow();
    }

    /** Events about a resource, in the order in which the API server lists them. */
    List<Event> events(String regarding) {
        return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(regarding))
                .toList();
    }

    /** Reasons of the events about a resource, in the same order. */
    List<String> eventReasons(String regarding) {
        return events(regarding).stream().map(Event::getReason).toList();
    }

    /** The conditions; none of a resource that the operator has not seen yet, whose status holds only a generation of -1. */
    private static List<Condition> conditions(HasMetadata resource) {
        var conditions = switch (resource) {
            case LocalRegistry registry
            when registry.getStatus() != null -> registry.getStatus().conditions();
            case ImageBuild imageBuild
            when imageBuild.getStatus() != null -> imageBuild.getStatus().conditions();
            default -> null;
        };
        return conditions == null ? List.of() : conditions;
    }

    private static KubernetesClient client() {
        return ApiServer.admin();
    }
}
