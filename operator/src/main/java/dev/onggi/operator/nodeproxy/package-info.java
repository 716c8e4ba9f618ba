/**
 * The loopback proxy: a small Java program of its own ({@link dev.onggi.operator.nodeproxy.NodeProxy}) that runs on nodes
 * whose container runtime cannot be told of a registry by files. It listens on 127.0.0.1 alone and forwards to the
 * registry's Service. Like the node agent it uses nothing but {@code java.base} and has no Kubernetes credentials.
 */
package dev.onggi.operator.nodeproxy;
