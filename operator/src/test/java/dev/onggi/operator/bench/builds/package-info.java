/** How fast builds are, beside BuildKit's own client and daemon. No test: run {@code ./bench}. */
package dev.onggi.operator.bench.builds;
