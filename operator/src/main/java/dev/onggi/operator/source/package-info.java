/** Event sources that both controllers use. */
package dev.onggi.operator.source;
