/** Certificates of cert-manager (https://cert-manager.io/docs/reference/api-docs/), as far as a LocalRegistry has to do with them. */
package dev.onggi.operator.localregistry.certmanager;
