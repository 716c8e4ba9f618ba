/** Where a registry keeps its images, whether that place is there, and how full it is. */
package dev.onggi.operator.localregistry.storage;
