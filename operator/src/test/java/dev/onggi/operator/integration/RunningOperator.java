package dev.onggi.operator.integration;

import dev.onggi.operator.Controllers;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.gitops.StatusRecorder;
import dev.onggi.operator.metrics.ScrapedMeters;
import dev.onggi.operator.registry.FakeGateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The operator: both controllers, under the operator's own rights, with a registry that only writes down. At most one may
 * run at a time, for it looks after all namespaces. Of every status that it writes, the {@link StatusRecorder} finds out what
 * others make of it.
 */
final class RunningOperator implements AutoCloseable {

    private final KubernetesClient client;
    private final Operator operator;
    private final RecordingRegistry registry = new RecordingRegistry();
    private final FakeGateway gateway;
    private final ScrapedMeters meters = new ScrapedMeters();
    private final StatusRecorder statuses;

    private RunningOperator(KubernetesClient client, OperatorConfig config, Clock clock) {
        this.client = client;
        this.gateway = new FakeGateway(clock);
        this.operator = Controllers.operator(config, client, registry, gateway, meters.registry(), clock);
        this.statuses = new StatusRecorder(ApiServer.admin());
        operator.start();
    }

    /** One as it is shipped. */
    static RunningOperator start() {
        return start(new Settings(), Clock.systemUTC());
    }

    static RunningOperator start(OperatorConfig config, Clock clock) {
        return new RunningOperator(ApiServer.operator(http -> {}), config, clock);
    }

    /** One of another client. */
    static RunningOperator start(KubernetesClient client, OperatorConfig config, Clock clock) {
        return new RunningOperator(client, config, clock);
    }

    /** One whose requests are looked at on their way. */
    static RunningOperator start(Consumer<HttpClient.Builder> http) {
        return new RunningOperator(ApiServer.operator(http), new Settings(), Clock.systemUTC());
    }

    RecordingRegistry registry() {
        return registry;
    }

    /** The one gateway of all registries. */
    FakeGateway gateway() {
        return gateway;
    }

    /** What Prometheus scrapes of it. */
    String scrape() {
        return meters.scrape();
    }

    /** Ends it; what it worked at stays as it is. */
    void stop() {
        try (client;
                statuses) {
            operator.stop();
            statuses.check();
        }
    }

    /** Removes everything that it looks after, and ends it. */
    @Override
    public void close() {
        try {
            statuses.check();
        } finally {
            ApiServer.removeAll();
            stop();
        }
    }

    /**
     * What the operator is configured with; the defaults are those that are shipped.
     *
     * @param safetyInterval how often a resource is looked at although nothing was heard of it
     * @param nodeNamespace namespace of the node agent
     * @param watchNamespaces what is looked after; empty: all
     * @param version of Onggi's own image
     * @param builderVersion of BuildKit's
     */
    record Settings(
            Duration safetyInterval,
            String nodeNamespace,
            Optional<List<String>> watchNamespaces,
            String version,
            String builderVersion)
            implements OperatorConfig {

        Settings() {
            this(Duration.ofMinutes(5), "onggi-node");
        }

        Settings(Duration safetyInterval, String nodeNamespace) {
            this(safetyInterval, nodeNamespace, Optional.empty());
        }

        Settings(Duration safetyInterval, String nodeNamespace, Optional<List<String>> watchNamespaces) {
            this(safetyInterval, nodeNamespace, watchNamespaces, "0.1.0", "v0.34.2");
        }

        /** Those of an installation of the version after, which has other images. */
        Settings ofNextVersion() {
            return new Settings(safetyInterval, nodeNamespace, watchNamespaces, "0.2.0", "v0.35.0");
        }

        @Override
        public String namespace() {
            return "onggi-system";
        }

        @Override
        public String instance() {
            return "onggi-operator-0";
        }

        @Override
        public Node node() {
            return this::nodeNamespace;
        }

        @Override
        public Webhook webhook() {
            return () -> 0;
        }

        @Override
        public Registry registry() {
            return () -> "docker.io/library/registry:3.1.2";
        }

        @Override
        public Gateway gateway() {
            return () -> "docker.io/onggi/operator:" + version;
        }

        @Override
        public Builder builder() {
            return new Builder() {
                @Override
                public int builds() {
                    return 4;
                }

                @Override
                public Duration idle() {
                    return Duration.ofMinutes(10);
                }
            };
        }

        @Override
        public Build build() {
            return new Build() {
                @Override
                public String image() {
                    return "docker.io/moby/buildkit:" + builderVersion;
                }

                @Override
                public String rootlessImage() {
                    return image() + "-rootless";
                }

                @Override
                public List<String> deniedNetworks() {
                    return List.of("169.254.0.0/16", "100.100.100.200/32", "fd00:ec2::254/128");
                }
            };
        }
    }
}
