package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.WorkloadProbes;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.TCPSocketAction;

/** The probes of a workload's container; each is absent where the spec has none. */
final class WorkloadProbe {

    private WorkloadProbe() {}

    static Probe readiness(WorkloadProbes probes) {
        return probes == null ? null : of(probes.readiness());
    }

    static Probe liveness(WorkloadProbes probes) {
        return probes == null ? null : of(probes.liveness());
    }

    static Probe startup(WorkloadProbes probes) {
        return probes == null ? null : of(probes.startup());
    }

    private static Probe of(WorkloadProbes.Probe probe) {
        return probe == null
                ? null
                : new ProbeBuilder()
                        .withHttpGet(http(probe.httpGet()))
                        .withTcpSocket(
                                probe.tcpSocket() == null
                                        ? null
                                        : new TCPSocketAction(
                                                null, probe.tcpSocket().port()))
                        .withGrpc(
                                probe.grpc() == null
                                        ? null
                                        : new GRPCAction(
                                                probe.grpc().port(),
                                                probe.grpc().service()))
                        .withExec(
                                probe.exec() == null
                                        ? null
                                        : new ExecAction(probe.exec().command()))
                        .withInitialDelaySeconds(probe.initialDelaySeconds())
                        .withPeriodSeconds(probe.periodSeconds())
                        .withTimeoutSeconds(probe.timeoutSeconds())
                        .withSuccessThreshold(probe.successThreshold())
                        .withFailureThreshold(probe.failureThreshold())
                        .build();
    }

    private static HTTPGetAction http(WorkloadProbes.HttpGet get) {
        return get == null
                ? null
                : new HTTPGetAction(
                        null,
                        WorkloadContainer.list(get.httpHeaders()).stream()
                                .map(header -> new HTTPHeader(header.name(), header.value()))
                                .toList(),
                        get.path(),
                        get.port(),
                        get.scheme());
    }
}
