/** The clients: what they say, how many there are, and what they count. They know a server by its port alone. */
package org.postern.bench.load;
