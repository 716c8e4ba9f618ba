/**
 * Which digests and tags are in use just now. It is what lets garbage be collected while everybody pushes and pulls: what
 * a request has named is not deleted for a while, and what is being deleted is not answered for until it is gone.
 */
package dev.onggi.operator.gateway.touch;
