package dev.onggi.operator.localregistry;

import static java.util.Comparator.naturalOrder;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.access.AccessPlan.Name;
import dev.onggi.operator.localregistry.access.NodeReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is wrong with nodes, as the node agents and the loopback proxies tell it. It explains better than the runtime why a
 * pull failed, and it is told even where an image that was pulled before still runs.
 *
 * @param plan which way nodes take
 * @param reports what the node agents say, by node
 * @param proxies what is wrong with the loopback proxy, by node
 * @param agentNamespace namespace of agents and proxies
 */
record NodeTrouble(
        AccessPlan.Pull plan, Map<String, NodeReport> reports, Map<String, String> proxies, String agentNamespace) {

    /** What is on the node under the registry's name is somebody else's. */
    private static final String DIRECTORY_FOREIGN = "DirectoryForeign";

    /** The node's runtime does not read what the node agent writes. */
    private static final String CONFIG_PATH_NOT_READ = "ConfigPathNotRead";

    /** Nothing is known but what runtimes say. */
    static NodeTrouble unknown(String agentNamespace) {
        return new NodeTrouble(
                new AccessPlan.Pull("", Optional.empty(), new TreeMap<>(), List.of(), Optional.empty()),
                Map.of(),
                Map.of(),
                agentNamespace);
    }

    /** What the agent left alone on a node, so that the node cannot pull as it is meant to, whatever runs there now. */
    List<FailingNode> foreign() {
        return reports.entrySet().stream()
                .flatMap(
                        entry -> refused(entry.getValue())
                                .map(refusal -> new FailingNode(entry.getKey(), DIRECTORY_FOREIGN, refusal))
                                .stream())
                .toList();
    }

    /** A better explanation of a failed pull, where there is one. */
    Optional<FailingNode> explain(String node) {
        if (plan.mode(node).equals(Optional.of(Mode.LOOPBACK_PROXY))) {
            return Optional.ofNullable(proxies.get(node))
                    .map(trouble -> new FailingNode(
                            node,
                            PullFailure.CONNECTION_REFUSED.reason(),
                            "the loopback proxy on this node does not run: %s; see kubectl describe pods -n %s -l app.kubernetes.io/name=onggi-loopback-proxy"
                                    .formatted(trouble, agentNamespace)));
        }
        return Optional.ofNullable(reports.get(node))
                .filter(report -> plan.needsAgents() && !report.cause().isEmpty())
                .map(report -> new FailingNode(node, CONFIG_PATH_NOT_READ, report.cause()));
    }

    /** The nodes on which somebody had damaged the registry's files, with the time at which they were last put right. */
    SortedMap<String, String> repaired() {
        var nodes = new TreeMap<String, String>();
        reports.forEach((node, report) -> about(report.repaired())
                .map(Map.Entry::getValue)
                .max(naturalOrder())
                .ifPresent(time -> nodes.put(node, time)));
        return nodes;
    }

    private Optional<String> refused(NodeReport report) {
        return about(report.refused())
                .map(refusal ->
                        "the node agent leaves %s alone: %s; move it away on the node, or use another name for this registry"
                                .formatted(refusal.getKey(), refusal.getValue()))
                .findFirst();
    }

    /** What is said of this registry, among what is said of all. */
    private Stream<Map.Entry<String, String>> about(SortedMap<String, String> sentences) {
        return sentences.entrySet().stream()
                .filter(sentence -> plan.names().stream()
                        .map(Name::address)
                        .anyMatch(address -> isAbout(sentence.getKey(), address)));
    }

    /** The name of a directory is the address; the name of a file for CRI-O has it within. */
    private static boolean isAbout(String name, String address) {
        return name.equals(address) || name.equals("onggi-" + address.replace(':', '_') + ".conf");
    }
}
