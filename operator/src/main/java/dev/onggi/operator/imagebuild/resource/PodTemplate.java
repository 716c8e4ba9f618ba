package dev.onggi.operator.imagebuild.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.onggi.api.v1alpha1.WorkloadTemplate;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Pods of a workload: what the fields of the spec and the operator say of them, over {@code rollout.deployment.template}.
 * Fields that this client does not know are handed on: the API server knows its own, and refuses what it does not know.
 *
 * @param conflicts paths of what both say and the template's did not count of
 */
record PodTemplate(PodTemplateSpec spec, List<String> conflicts) {

    /** As strict as the API server: 5 is no text, and "5" no number. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /**
     * The Pods.
     *
     * @throws UnfitTemplateException where the template is none of a Pod
     */
    static PodTemplate of(PodTemplateSpec ours, WorkloadTemplate theirs) {
        if (theirs == null) {
            return new PodTemplate(ours, List.of());
        }
        var template = tree(theirs);
        read(template);
        var merge = TemplateMerge.of(template, tree(ours));
        return new PodTemplate(withProtocols(read(merge.merged())), merge.conflicts());
    }

    /** By way of text, so that equal numbers are equal whatever type they came from. */
    private static ObjectNode tree(Object value) {
        try {
            return (ObjectNode) JSON.readTree(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PodTemplateSpec read(ObjectNode template) {
        try {
            return JSON.treeToValue(template, PodTemplateSpec.class);
        } catch (JsonMappingException e) {
            throw new UnfitTemplateException(path(e), e);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where in the template it went wrong; never what stands there. */
    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(place ->
                        place.getFieldName() == null ? "[%d]".formatted(place.getIndex()) : "." + place.getFieldName())
                .collect(Collectors.joining());
    }

    /** The protocol is part of the key by which server-side apply knows a port, and the comparison looks it up by that. */
    private static PodTemplateSpec withProtocols(PodTemplateSpec template) {
        containers(template.getSpec())
                .flatMap(container -> container.getPorts().stream())
                .filter(Objects::nonNull)
                .filter(port -> port.getProtocol() == null)
                .forEach(port -> port.setProtocol("TCP"));
        return template;
    }

    /** Whether a container has a port of the node, which another Pod on it cannot have. */
    boolean hasHostPort() {
        return containers(spec.getSpec())
                .flatMap(container -> container.getPorts().stream())
                .filter(Objects::nonNull)
                .map(ContainerPort::getHostPort)
                .anyMatch(port -> port != null && port != 0);
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .filter(Objects::nonNull);
    }
}
