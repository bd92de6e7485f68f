/** What Linux says of processes: processor time and memory. */
package org.postern.bench.machine;
