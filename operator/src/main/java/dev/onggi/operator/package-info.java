/** The operator: its configuration and its start. */
package dev.onggi.operator;
