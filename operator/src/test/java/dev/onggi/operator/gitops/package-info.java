/** What Argo CD, Flux and all others that compute kstatus make of the two kinds. */
package dev.onggi.operator.gitops;
