/** Many ImageBuilds at once: how quickly the operator sees them, what it needs for them, and that it loses and doubles none. */
package dev.onggi.operator.bench.load;
