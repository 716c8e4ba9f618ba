/**
 * The API types of group {@code onggi.dev}, version {@code v1alpha1}. Every description here is what {@code kubectl
 * explain} shows; the CRD files at the top of this module are generated from these types.
 */
package dev.onggi.api.v1alpha1;
