/** Who may do what with which part of the registry. Pure: values in, values out. */
package dev.onggi.operator.gateway.access;
