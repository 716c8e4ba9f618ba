/**
 * The product as its users meet it: packaged, installed from deploy/ on a real node, used through kubectl alone. All
 * classes share one cluster and one installation; each test has a namespace of its own.
 */
package dev.onggi.operator.e2e;
