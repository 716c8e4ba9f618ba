package dev.onggi.operator.builder.api;

import java.util.List;

/**
 * What is new in a builder.
 *
 * @param version the newest version of any build
 * @param ids all builds that the builder knows
 * @param changed those that have changed since the version that was asked about
 */
public record BuildReports(long version, List<String> ids, List<BuildReport> changed) {}
