package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/**
 * The registry's configuration (https://distribution.github.io/distribution/about/configuration/). What of it comes
 * from the spec is of a form that needs no escaping but quotes ({@link StorageConfig}).
 */
public final class RegistryConfig {

    /** Key of the configuration and name of its file. */
    public static final String KEY = "config.yml";

    static final String TLS = "/etc/onggi/tls";
    static final String USERS = "/etc/onggi/users";

    private static final String BASE = """
            version: 0.1
            log:
              level: warn
              accesslog:
                disabled: true
            %shttp:
              addr: :5000
              # a location that is relative to the request works under every name of the registry
              relativeurls: true
              # an upload that is running when the registry is restarted gets this long to end
              draintimeout: 10s
              tls:
                certificate: %s/tls.crt
                key: %s/tls.key
                minimumtls: tls1.2
            health:
              storagedriver:
                enabled: true
                interval: 10s
                threshold: 3
            """;

    private static final String AUTH = """
            auth:
              htpasswd:
                realm: onggi
                path: %s/htpasswd
            """.formatted(USERS);

    private RegistryConfig() {}

    /** The configuration of a LocalRegistry. */
    public static ConfigMap of(LocalRegistry registry) {
        return new ConfigMapBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withData(Map.of(KEY, text(registry)))
                .build();
    }

    /** The text of the configuration. */
    public static String text(LocalRegistry registry) {
        var text = BASE.formatted(StorageConfig.text(registry), TLS, TLS);
        return SpecValues.usersWanted(registry) ? text + AUTH : text;
    }
}
