/** Kubernetes events. */
package dev.onggi.operator.event;
