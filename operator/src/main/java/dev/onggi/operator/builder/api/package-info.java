/** What the operator and the runner in a builder Pod say to each other. */
package dev.onggi.operator.builder.api;
