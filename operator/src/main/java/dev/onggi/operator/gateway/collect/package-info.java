/** Collects garbage in the registry's storage, while the registry serves. */
package dev.onggi.operator.gateway.collect;
