/**
 * What a registry deletes, when, and what it must not: the schedule, the dry run before the first deletion by new rules,
 * and everything in the cluster that uses an image. The registry's gateway does the deleting.
 */
package dev.onggi.operator.localregistry.retention;
