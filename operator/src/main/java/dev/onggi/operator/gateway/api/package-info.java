/** What the operator and the gateway say to each other below {@code /onggi/v1/}: records, as JSON on the wire. */
package dev.onggi.operator.gateway.api;
