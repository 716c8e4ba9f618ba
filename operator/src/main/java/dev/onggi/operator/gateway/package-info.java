/**
 * The registry's gateway: what stands before distribution in the registry's Pod. It ends TLS, knows the users and their
 * rights, forwards to the registry behind it, remembers which digests are in use just now, and answers the operator. It
 * is a program of its own ({@link dev.onggi.operator.gateway.Gateway}) and has no access to Kubernetes.
 */
package dev.onggi.operator.gateway;
