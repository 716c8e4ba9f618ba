/**
 * The program that fetches a source which git does not: it runs in the container fetch of a build Pod, from the operator's
 * image, and is to a build what fetch.sh is to one of git.
 */
package dev.onggi.operator.fetch;
