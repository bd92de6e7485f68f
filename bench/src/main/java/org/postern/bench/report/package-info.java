/** Medians, ratios, targets, and the tables and pictures that show them. Knows no server and no socket. */
package org.postern.bench.report;
