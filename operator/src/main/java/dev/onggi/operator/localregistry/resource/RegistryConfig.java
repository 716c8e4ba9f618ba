package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of the registry behind the gateway
 * (https://distribution.github.io/distribution/about/configuration/). It listens on the Pod's loopback alone: TLS, users
 * and rights are the gateway's.
 */
public final class RegistryConfig {

    /** Key of the configuration and name of its file. */
    public static final String KEY = "config.yml";

    /** Where the gateway finds the registry, within the Pod. */
    static final int PORT = 5001;

    /** Where the file lies in the container. */
    static final String FOLDER = "/etc/distribution";

    private static final String HEAD = """
            version: 0.1
            log:
              level: warn
              accesslog:
                disabled: true
            storage:
            """;

    private static final String TAIL = """
              # no cache of blob descriptors: a blob that was collected has to be gone at once, or a client would be told that it
              # need not send it
              delete:
                enabled: true
              # an upload that broke off leaves its part of a layer, which nobody finds any more; distribution looks for those within
              # the first hour after its start, and then each interval
              maintenance:
                uploadpurging:
                  enabled: true
                  age: 24h
                  interval: 12h
                  dryrun: false
            # an image may name layers that lie elsewhere, such as the base layers of Windows: the distribution specification wants
            # that, and nothing in the registry fetches them
            validation:
              manifests:
                urls:
                  allow: ["^https?://"]
            http:
              addr: 127.0.0.1:%d
              # a location that is relative to the request works under every name of the registry
              relativeurls: true
              # an upload that is running when the registry is stopped gets this long to end
              draintimeout: 10s
            health:
              storagedriver:
                enabled: true
                interval: 10s
                threshold: 3
            """.formatted(PORT);

    private RegistryConfig() {}

    /** The configuration of a LocalRegistry. */
    public static ConfigMap of(LocalRegistry registry) {
        return new ConfigMapBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withData(files(registry))
                .build();
    }

    private static Map<String, String> files(LocalRegistry registry) {
        var files = new TreeMap<String, String>();
        files.put(KEY, text(registry));
        if (!Upstream.of(registry).isEmpty()) {
            files.put(UpstreamContainers.USER, UpstreamScript.USER.text());
        }
        return files;
    }

    /** The text of the configuration. */
    public static String text(LocalRegistry registry) {
        return HEAD + StorageParts.of(registry).config().indent(2) + TAIL;
    }
}
