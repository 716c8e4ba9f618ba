/**
 * The builder that the ImageBuilds of a namespace share, as the operator sees it: its objects, the connection to the runner
 * in its Pod, and when it is started and stopped. docs/decisions/0004 tells why it is so.
 */
package dev.onggi.operator.builder;
