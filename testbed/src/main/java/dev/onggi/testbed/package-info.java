/** The real cluster that the tests and the demo run on, and the operator installed in it. */
package dev.onggi.testbed;
