/** The HTTP API of a registry (OCI distribution specification): the only outside I/O of the operator. */
package dev.onggi.operator.registry;
