/** Everything about LocalRegistry: its reconciler, what it makes (in {@code resource}), its conditions and its status. */
package dev.onggi.operator.localregistry;
