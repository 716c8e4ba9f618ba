/**
 * How nodes reach a registry: what the node agents report of their nodes, and which way each node takes. Values and pure
 * decisions; what is written for them is in the package above and in {@code resource}.
 */
package dev.onggi.operator.localregistry.access;
