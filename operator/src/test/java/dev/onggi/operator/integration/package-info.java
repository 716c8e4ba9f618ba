/**
 * The real controllers, registered as the product does it, against a real API server and under exactly the rights of {@code
 * deploy/base}. There is no other controller, no scheduler and no kubelet: {@link
 * dev.onggi.operator.integration.ClusterActors} plays them.
 */
package dev.onggi.operator.integration;
