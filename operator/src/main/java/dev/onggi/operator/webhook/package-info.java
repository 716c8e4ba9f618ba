/** Push events of git servers: the operator's own endpoint, which anybody may call and which believes nobody's words. */
package dev.onggi.operator.webhook;
