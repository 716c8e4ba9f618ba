/**
 * The objects that make up a LocalRegistry: pure factories, values in, values out. Each writes the whole object, its owner
 * reference included, and leaves out whatever the API server defaults, so that what is applied can be compared with what
 * is there.
 */
package dev.onggi.operator.localregistry.resource;
