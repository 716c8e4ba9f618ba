/** The process in a builder Pod that is handed builds by the operator, and has the other containers of the Pod make them. */
package dev.onggi.operator.runner;
