/** What is about a manifest, such as signatures and attestations: read from manifests, and kept in an index for each subject. */
package dev.onggi.operator.gateway.referrers;
