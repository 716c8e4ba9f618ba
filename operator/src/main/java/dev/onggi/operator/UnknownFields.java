package dev.onggi.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Passes over fields that this version of the operator does not know. While an installation is brought to a newer version,
 * or back, the two kinds may have them before the operator does; the client would fail on the first such object, and with
 * it on all of its kind.
 */
@Singleton
public final class UnknownFields implements KubernetesClientObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
