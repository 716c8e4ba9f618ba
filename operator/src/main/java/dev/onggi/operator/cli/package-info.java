/** The administrator's command: which images a registry has, what they are made of, and who uses them. Read-only. */
package dev.onggi.operator.cli;
