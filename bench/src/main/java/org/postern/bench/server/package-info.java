/** The servers that are measured, each in a process of its own. */
package org.postern.bench.server;
