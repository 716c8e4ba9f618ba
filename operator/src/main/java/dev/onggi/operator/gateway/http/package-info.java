/**
 * The gateway's HTTP: takes requests, asks who may do what, holds what they name, and passes them on to the registry.
 * Everything here runs on event loops, so nothing here may block.
 */
package dev.onggi.operator.gateway.http;
