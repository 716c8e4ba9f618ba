/** Values of the field (digests, references, labels, names), without Kubernetes or the operator framework. */
package dev.onggi.operator.model;
