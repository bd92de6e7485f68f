/**
 * An embedded server with Postern in it: what {@code mvn -Prun} starts, and what the integration tests build on.
 *
 * <p>Nothing of this is part of the product.
 */
package org.postern.run;
