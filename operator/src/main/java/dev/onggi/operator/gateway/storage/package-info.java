/** What lies in the registry's storage, read where it lies: on the file system or in a bucket. */
package dev.onggi.operator.gateway.storage;
