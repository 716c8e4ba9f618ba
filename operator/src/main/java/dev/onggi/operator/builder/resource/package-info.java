/** Pure factories of the objects that a namespace's builder consists of: values in, values out. */
package dev.onggi.operator.builder.resource;
