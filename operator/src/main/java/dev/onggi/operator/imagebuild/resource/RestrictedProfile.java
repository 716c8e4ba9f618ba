package dev.onggi.operator.imagebuild.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What of a Pod does not comply with Pod Security restricted
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/). Not looked at is what only a template can ask for:
 * sysctls, and labels of SELinux and AppArmor.
 */
final class RestrictedProfile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> OF_THE_NODE = List.of("hostNetwork", "hostPID", "hostIPC");
    private static final Set<String> VOLUMES = Set.of(
            "name",
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret");
    private static final Set<String> FILTERS = Set.of("RuntimeDefault", "Localhost");

    private RestrictedProfile() {}

    /** What does not, by the names of the fields; empty where all does. */
    static List<String> violations(PodSpec spec) {
        JsonNode pod = JSON.valueToTree(spec);
        var found = new ArrayList<String>();
        OF_THE_NODE.stream().filter(field -> pod.path(field).asBoolean()).forEach(found::add);
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames().forEachRemaining(kind -> {
                    if (!VOLUMES.contains(kind)) {
                        found.add("volume %s (%s)".formatted(volume.path("name").asText(), kind));
                    }
                }));
        Stream.of(pod.path("initContainers"), pod.path("containers"))
                .flatMap(containers -> StreamSupport.stream(containers.spliterator(), false))
                .forEach(container -> {
                    var fields = fields(container, pod.path("securityContext"));
                    if (!fields.isEmpty()) {
                        found.add("container %s (%s)"
                                .formatted(container.path("name").asText(), String.join(", ", fields)));
                    }
                });
        return List.copyOf(found);
    }

    private static List<String> fields(JsonNode container, JsonNode ofPod) {
        var security = container.path("securityContext");
        var found = new ArrayList<String>();
        if (security.path("privileged").asBoolean()) {
            found.add("privileged");
        }
        if (!effective("runAsNonRoot", security, ofPod).asBoolean()) {
            found.add("runAsNonRoot");
        }
        if (effective("runAsUser", security, ofPod).asLong(1) == 0) {
            found.add("runAsUser");
        }
        if (security.path("allowPrivilegeEscalation").asBoolean(true)) {
            found.add("allowPrivilegeEscalation");
        }
        var capabilities = security.path("capabilities");
        if (texts(capabilities.path("drop")).noneMatch("ALL"::equals)) {
            found.add("capabilities.drop");
        }
        if (!texts(capabilities.path("add")).allMatch("NET_BIND_SERVICE"::equals)) {
            found.add("capabilities.add");
        }
        var filter = effective("seccompProfile", security, ofPod).path("type").asText();
        if (!FILTERS.contains(filter)) {
            found.add("seccompProfile");
        }
        container.path("ports").forEach(port -> {
            if (port.path("hostPort").asInt() != 0) {
                found.add("hostPort " + port.path("hostPort").asInt());
            }
        });
        return found;
    }

    /** What the container says goes before what the Pod says. */
    private static JsonNode effective(String field, JsonNode security, JsonNode ofPod) {
        return security.has(field) ? security.path(field) : ofPod.path(field);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
}
