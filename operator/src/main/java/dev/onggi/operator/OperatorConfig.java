package dev.onggi.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an installation can choose, by properties or environment variables ({@code onggi.node.namespace} is
 * {@code ONGGI_NODE_NAMESPACE}). The operator does not start where one without a default is missing or empty.
 */
@ConfigMapping(prefix = "onggi")
public interface OperatorConfig {

    /** Namespace that the operator runs in and keeps its CA in. Default: the Pod's own, else {@code onggi-system}. */
    String namespace();

    /** Name of the Pod that the operator runs in, for events. Default: the host's name, which a Pod sets to its own. */
    String instance();

    /**
     * The namespaces that are looked after, divided by commas. Default: all. With names, the rights of
     * {@code deploy/overlays/one-namespace} are enough, and spec.access.namespaces of a LocalRegistry is of no use.
     */
    Optional<List<String>> watchNamespaces();

    /** How often a resource is looked at although nothing was heard of it. Default 5 minutes. */
    @WithDefault("5m")
    Duration safetyInterval();

    /** The node agent. */
    Node node();

    /** The endpoint of webhooks. */
    Webhook webhook();

    /** The registry that a LocalRegistry runs. */
    Registry registry();

    /** The gateway before each registry. */
    Gateway gateway();

    /** The build Pods. */
    Build build();

    /** The builders that ImageBuilds share. */
    Builder builder();

    /** The node agent. */
    interface Node {
        /** Namespace of the node agent. Default {@code onggi-node}. */
        String namespace();
    }

    /** The endpoint of webhooks. */
    interface Webhook {
        /** Port that push events of git servers come to. Default 8081. */
        @WithDefault("8081")
        int port();
    }

    /** The registry that a LocalRegistry runs. */
    interface Registry {
        /** Image of the registry: distribution 3.1.1 or newer (two advisories lie below it). */
        String image();
    }

    /** The gateway before each registry. */
    interface Gateway {
        /** Image of the gateway: the operator's own, of the same version. */
        String image();
    }

    /** The builders that ImageBuilds share. */
    interface Builder {
        /** How many builds one makes at a time; others wait. Default 4. */
        @WithDefault("4")
        int builds();

        /** How long one without work is kept. Its cache stays. Default 10 minutes. */
        @WithDefault("10m")
        Duration idle();
    }

    /** The build Pods. */
    interface Build {
        /** Image of the build Pod: BuildKit 0.28.1 or newer (two advisories lie below it), with git and ssh. */
        String image();

        /** The same for builds with the engine Rootless: it has rootlesskit, and a user 1000 with subordinate ids. */
        String rootlessImage();

        /**
         * Networks that build Pods may not reach, in CIDR notation, where the cluster's network enforces NetworkPolicies.
         * Default: where clouds give a machine its credentials (AWS, Azure, Google, Alibaba, Oracle). Nodes and API server
         * are not among them, since what a cluster's own services have of their addresses is not known.
         */
        List<String> deniedNetworks();
    }
}
