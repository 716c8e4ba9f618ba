/**
 * The node agent: a small Java program of its own ({@link dev.onggi.operator.nodeagent.NodeAgent}) that runs once per
 * node and makes the node able to pull from the registries of its cluster. It needs no Kubernetes credentials: what it
 * has to write comes to it as a mounted ConfigMap.
 *
 * <p>It runs on every node of the cluster, so it is kept small: it uses nothing but {@code java.base}, no logging
 * framework and no parser. What it must do is decided by pure values ({@code Desired} and {@code Present} go into
 * {@code Plan}, a list of {@code Action} comes out); all reading and writing of files is in {@code MountedConfigMap},
 * {@code CertsDirectory} and {@code ProfileDirectory}.
 */
package dev.onggi.operator.nodeagent;
