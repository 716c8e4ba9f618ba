package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.RegistryUpstream;
import dev.onggi.operator.model.RegistryNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A registry whose images are pulled through, by a container of its own.
 *
 * @param index place among the upstreams that are pulled through, from 0
 * @param spec what the spec says of it
 */
record Upstream(int index, RegistryUpstream spec) {

    private static final int FIRST_PORT = 5010;

    /** Images of Docker Hub are named docker.io, and served by another host. */
    private static final String DOCKER_HUB = "docker.io";

    private static final String DOCKER_HUB_REGISTRY = "https://registry-1.docker.io";

    /** All of a LocalRegistry that are pulled through: what has no way out has no need of a container. */
    static List<Upstream> of(LocalRegistry registry) {
        var upstreams = new ArrayList<Upstream>();
        Stream.ofNullable(registry.getSpec())
                .map(LocalRegistrySpec::upstreams)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream)
                .filter(upstream -> !"".equals(upstream.mirror()))
                .forEach(upstream -> upstreams.add(new Upstream(upstreams.size(), upstream)));
        return List.copyOf(upstreams);
    }

    /** Name of the container. */
    String container() {
        return "upstream-" + index;
    }

    /** Port on the Pod's loopback. */
    int port() {
        return FIRST_PORT + index;
    }

    /** The host as paths have it, without a colon. */
    String folder() {
        return RegistryNames.upstream(spec.host()).substring(RegistryNames.UPSTREAM.length());
    }

    /** From where images are pulled. */
    String remote() {
        if (spec.mirror() != null) {
            return spec.mirror();
        }
        return DOCKER_HUB.equals(spec.host()) ? DOCKER_HUB_REGISTRY : "https://" + spec.host();
    }

    /** The Secret with the user. */
    Optional<String> secret() {
        return Optional.ofNullable(spec.secretRef()).map(LocalObjectReference::name);
    }

    /** The Secret with the CA. */
    Optional<String> ca() {
        return Optional.ofNullable(spec.caRef()).map(LocalObjectReference::name);
    }
}
