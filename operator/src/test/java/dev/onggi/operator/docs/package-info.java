/**
 * What people read is true: the tables of the docs are made of the code, and their commands are run by tests, which take them
 * from the pages.
 */
package dev.onggi.operator.docs;
