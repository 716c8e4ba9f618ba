/** How fast a registry is behind the gateway, beside one without it. No test: run {@code ./bench registry}. */
package dev.onggi.operator.bench.registry;
