/** What Prometheus can scrape: each metric in one place, measured by pure functions. */
package dev.onggi.operator.metrics;
