/** Conditions and their summary, the same for both kinds. */
package dev.onggi.operator.status;
