/** What a gateway leaves to the one that comes next, so that a restart need not begin with an hour in which nothing is deleted. */
package dev.onggi.operator.gateway.handover;
