/**
 * The node agent: a small Java program of its own ({@link dev.onggi.operator.nodeagent.NodeAgent}) that runs once per
 * node and makes the node able to pull from the registries of its cluster. It needs no Kubernetes credentials: what it
 * has to write comes to it as a mounted ConfigMap.
 *
 * <p>It runs on every node of the cluster, so it is kept small: it uses nothing but {@code java.base} and no logging
 * framework. What it must do is decided by pure values ({@code Desired} becomes {@code Wanted}, which goes with {@code
 * Present} into {@code Plan}, and a list of {@code Action} comes out); all reading and writing of files is in {@code
 * MountedConfigMap}, {@code CertsDirectory}, {@code RegistriesDirectory} and {@code ProfileDirectory}.
 *
 * <p>Before it, the init container {@link dev.onggi.operator.nodeagent.Inspect} reads the node's own configuration, by a
 * parser for TOML that only {@code Toml} uses. What it finds reaches the operator as a termination message; so do later
 * {@link dev.onggi.operator.nodeagent.News}, by a container beside the agent's.
 */
package dev.onggi.operator.nodeagent;
