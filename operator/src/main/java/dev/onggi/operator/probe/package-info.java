/**
 * A program of its own, in a Pod without a token: it puts the canary's image into a registry that somebody else runs, and
 * tells what came of it. The operator itself never talks to a host that a user names.
 */
package dev.onggi.operator.probe;
