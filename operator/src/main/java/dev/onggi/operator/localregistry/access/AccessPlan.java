package dev.onggi.operator.localregistry.access;

import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the nodes of a cluster reach one registry. */
public sealed interface AccessPlan {

    /** Nothing is asked for. */
    record None() implements AccessPlan {}

    /** What is asked for cannot be had in this cluster; {@code message} says why, and what can. */
    record Unsupported(String message) implements AccessPlan {}

    /** The port that nodes will use is not known yet. */
    record Waiting() implements AccessPlan {}

    /**
     * Nodes pull.
     *
     * @param pullAddress what image references start with
     * @param common the way that every node takes; empty where nodes differ
     * @param nodes the way of each node that is known
     * @param names what the node agents are to write files for; nothing where no agent is needed
     * @param proxy the loopback proxy, where one is needed
     */
    record Pull(
            String pullAddress,
            Optional<Mode> common,
            SortedMap<String, Mode> nodes,
            List<Name> names,
            Optional<Proxy> proxy)
            implements AccessPlan {

        public Pull {
            nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
            names = List.copyOf(names);
        }

        /**
         * A registry that somebody else runs.
         *
         * @param told whether the node agents write files for it
         */
        public static Pull external(String host, boolean told) {
            return new Pull(
                    host,
                    Optional.of(told ? Mode.HOSTS_CONFIG : Mode.EXTERNAL),
                    new TreeMap<>(),
                    told ? List.of(new Name(host, false)) : List.of(),
                    Optional.empty());
        }

        /** Whether the node agents have something to do. */
        public boolean needsAgents() {
            return !names.isEmpty();
        }

        /** The way of one node, where it is known. */
        public Optional<Mode> mode(String node) {
            return common.or(() -> Optional.ofNullable(nodes.get(node)));
        }
    }

    /**
     * A name of the registry on nodes.
     *
     * @param address host and port
     * @param direct whether it leads to the registry's Service; else to where the name says
     */
    record Name(String address, boolean direct) {}

    /**
     * A loopback proxy.
     *
     * @param port where it listens on 127.0.0.1
     * @param nodes the nodes that it runs on; empty for every node
     */
    record Proxy(int port, Optional<List<String>> nodes) {

        public String address() {
            return "127.0.0.1:" + port;
        }
    }

    /** Every host and port that nodes pull by. */
    default List<String> addresses() {
        return this instanceof Pull pull
                ? Stream.concat(Stream.of(pull.pullAddress), pull.names.stream().map(Name::address))
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * Decides.
     *
     * @param reports what the node agents say of their nodes
     * @param openShift whether this cluster is OpenShift, whose own node-ca and Machine Config Operator own the files
     */
    static AccessPlan of(AccessRequest request, Map<String, NodeReport> reports, boolean openShift) {
        return switch (request.mode()) {
            case NONE -> new None();
            case EXTERNAL -> byName(request.externalHost().orElse(request.address()), Mode.EXTERNAL);
            case NODE_PORT ->
                request.nodePort()
                        .<AccessPlan>map(port -> byName("localhost:" + port, Mode.NODE_PORT))
                        .orElseGet(Waiting::new);
            case AUTO, HOSTS_CONFIG, LOOPBACK_PROXY ->
                openShift
                        ? new Unsupported(
                                "this is OpenShift, which removes from its nodes what it does not know, so nothing is written to them: set spec.access.nodes.mode to External (with a Route, and its CA in image.config.openshift.io/cluster) or to None")
                        : byAgents(request, reports);
        };
    }

    private static Pull byName(String address, Mode mode) {
        return new Pull(address, Optional.of(mode), new TreeMap<>(), List.of(), Optional.empty());
    }

    private static Pull byAgents(AccessRequest request, Map<String, NodeReport> reports) {
        return switch (request.mode()) {
            case HOSTS_CONFIG ->
                new Pull(
                        request.address(),
                        Optional.of(Mode.HOSTS_CONFIG),
                        new TreeMap<>(),
                        List.of(new Name(request.address(), true)),
                        Optional.empty());
            case LOOPBACK_PROXY -> everyNode(proxy(request, Optional.empty()));
            default -> auto(request, reports);
        };
    }

    /**
     * Once images are pulled by the loopback address they go on to be, also when the last node that needs it has gone: each
     * change of the address rolls out every workload.
     */
    private static Pull auto(AccessRequest request, Map<String, NodeReport> reports) {
        var nodes = new TreeMap<String, Mode>();
        reports.forEach(
                (node, report) -> nodes.put(node, report.hostsConfig() ? Mode.HOSTS_CONFIG : Mode.LOOPBACK_PROXY));
        var loopback = proxy(request, Optional.of(List.of())).address();
        return nodes.containsValue(Mode.LOOPBACK_PROXY) || request.pulledBy().equals(Optional.of(loopback))
                ? loopback(request, nodes)
                : new Pull(
                        request.address(),
                        Optional.empty(),
                        nodes,
                        List.of(new Name(request.address(), true)),
                        Optional.empty());
    }

    /** Files for both names: a node that reads them needs no proxy, and CRI-O needs the CA to speak to it. */
    private static Pull loopback(AccessRequest request, SortedMap<String, Mode> nodes) {
        var proxy = proxy(request, proxied(nodes));
        return new Pull(
                proxy.address(),
                Optional.empty(),
                nodes,
                List.of(new Name(request.address(), true), new Name(proxy.address(), true)),
                proxy.nodes().filter(List::isEmpty).isPresent() ? Optional.empty() : Optional.of(proxy));
    }

    /** A node that reads files still goes through its proxy: that is what was asked for. */
    private static Pull everyNode(Proxy proxy) {
        return new Pull(
                proxy.address(),
                Optional.of(Mode.LOOPBACK_PROXY),
                new TreeMap<>(),
                List.of(new Name(proxy.address(), false)),
                Optional.of(proxy));
    }

    /** Where every node that is known needs it, a new one will too, and should not have to wait for its report. */
    private static Optional<List<String>> proxied(SortedMap<String, Mode> nodes) {
        var proxied = new ArrayList<String>();
        nodes.forEach((node, mode) -> {
            if (mode == Mode.LOOPBACK_PROXY) {
                proxied.add(node);
            }
        });
        return !proxied.isEmpty() && proxied.size() == nodes.size() ? Optional.empty() : Optional.of(proxied);
    }

    private static Proxy proxy(AccessRequest request, Optional<List<String>> nodes) {
        return new Proxy(request.port().orElseGet(() -> LoopbackPort.of(request.uid())), nodes);
    }
}
