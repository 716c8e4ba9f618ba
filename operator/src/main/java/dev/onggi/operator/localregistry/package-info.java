/** Everything about the kind LocalRegistry. */
package dev.onggi.operator.localregistry;
