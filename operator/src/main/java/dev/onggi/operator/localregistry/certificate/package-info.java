/** X.509: the operator's CA and the certificates of registries. Values in, values out; the clock and chance are given. */
package dev.onggi.operator.localregistry.certificate;
