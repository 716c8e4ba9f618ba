package dev.onggi.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.testbed.GitOpsHealth;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.SoftAssertions;

/**
 * Sees every status of the two kinds that a test comes through, whatever it is about, and asks the tools that wait for
 * resources what they make of it: they say what the product promises.
 */
public final class StatusRecorder implements AutoCloseable {

    /** Its field manager. */
    private static final String OPERATOR = "onggi";

    private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS =
            Map.of("ImageBuild", ImageBuild.class, "LocalRegistry", LocalRegistry.class);

    /** A test may have fields in the schema that are of a later version. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** What was found to be right in this JVM; asking costs a process. */
    private static final Set<Object> RIGHT = ConcurrentHashMap.newKeySet();

    private static final Set<StatusRecorder> RUNNING = ConcurrentHashMap.newKeySet();

    private final KubernetesClient client;
    private final ConcurrentLinkedQueue<GenericKubernetesResource> seen = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<List<GenericKubernetesResource>> changes = new ConcurrentLinkedQueue<>();
    private final List<SharedIndexInformer<GenericKubernetesResource>> informers;

    /** One that looks from now on, in all namespaces, with the eyes of a client that stays the caller's. */
    public StatusRecorder(KubernetesClient client) {
        this.client = client;
        this.informers =
                KINDS.keySet().stream().map(kind -> all(kind).inform(note())).toList();
        RUNNING.add(this);
    }

    /** As others have them, who know no class of this project. */
    private AnyNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, ?> all(String kind) {
        return client.genericKubernetesResources("onggi.dev/v1alpha1", kind).inAnyNamespace();
    }

    private ResourceEventHandler<GenericKubernetesResource> note() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource resource) {
                seen.add(resource);
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                seen.add(after);
                changes.add(List.of(before, after));
            }

            @Override
            public void onDelete(GenericKubernetesResource resource, boolean unknown) {
                // how it was is known
            }
        };
    }

    /** Has all that run judge what they have seen. */
    static void checkAll() {
        RUNNING.forEach(StatusRecorder::check);
    }

    /** Fails where a tool takes one of the statuses since the last call for something else than it is. */
    public void check() {
        // an informer may not have heard of the newest yet, which are the ones that this test came to
        KINDS.keySet().forEach(kind -> seen.addAll(all(kind).list().getItems()));
        var softly = new SoftAssertions();
        checkChanges(softly);
        var news = drained();
        if (!news.isEmpty()) {
            checkHealth(softly, List.copyOf(news.values()));
        }
        softly.assertAll();
        RIGHT.addAll(news.keySet());
    }

    private static void checkHealth(SoftAssertions softly, List<GenericKubernetesResource> resources) {
        var verdicts = GitOpsHealth.of(resources);
        assertThat(verdicts).as("verdicts").hasSameSizeAs(resources);
        for (int i = 0; i < resources.size(); i++) {
            var resource = resources.get(i);
            softly.assertThat(verdicts.get(i))
                    .as(described(resource))
                    .satisfies(verdict -> PromisedHealth.of(known(resource)).isWhatToolsSay(verdict));
        }
    }

    private void checkChanges(SoftAssertions softly) {
        for (var change = changes.poll(); change != null; change = changes.poll()) {
            if (change.stream().allMatch(resource -> isOfOperatorAlone(resource.getMetadata()))) {
                softly.assertThat(new PromisedChange(known(change.getFirst()), known(change.getLast())))
                        .as(described(change.getLast()))
                        .satisfies(PromisedChange::isKept);
            }
        }
    }

    private static String described(GenericKubernetesResource resource) {
        return "%s %s of namespace %s, generation %d, with this status:%n%s"
                .formatted(
                        resource.getKind(),
                        resource.getMetadata().getName(),
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getGeneration(),
                        Serialization.asYaml(resource.get("status")));
    }

    /** What is to be asked about: a status that only differs in what no tool reads is asked about once. */
    private Map<Object, GenericKubernetesResource> drained() {
        var drained = new LinkedHashMap<Object, GenericKubernetesResource>();
        for (var next = seen.poll(); next != null; next = seen.poll()) {
            // of what is being deleted, kstatus says just that
            if (next.getMetadata().getDeletionTimestamp() == null && isOfOperatorAlone(next.getMetadata())) {
                var content = content(known(next));
                if (!RIGHT.contains(content)) {
                    drained.putIfAbsent(content, next);
                }
            }
        }
        return drained;
    }

    private static CustomResource<?, ?> known(GenericKubernetesResource resource) {
        return MAPPER.convertValue(resource, KINDS.get(resource.getKind()));
    }

    /** Of a status that a test itself writes into nothing is promised. */
    private static boolean isOfOperatorAlone(ObjectMeta metadata) {
        return metadata.getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(ManagedFieldsEntry::getManager)
                .allMatch(OPERATOR::equals);
    }

    private static Object content(CustomResource<?, ?> resource) {
        long generation = resource.getMetadata().getGeneration();
        return List.of(
                resource.getKind(),
                PromisedHealth.observedGeneration(resource).map(observed -> observed - generation),
                PromisedHealth.conditions(resource).stream()
                        .map(condition -> word(condition, generation))
                        .toList());
    }

    private static Object word(Condition condition, long generation) {
        return List.of(
                condition.type(),
                condition.status(),
                condition.reason(),
                Optional.ofNullable(condition.observedGeneration()).map(observed -> observed - generation));
    }

    @Override
    public void close() {
        RUNNING.remove(this);
        informers.forEach(SharedIndexInformer::close);
    }
}
