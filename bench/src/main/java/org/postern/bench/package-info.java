/**
 * Measures what a message costs: the adapter's engine alone, the packaged application, and other servers beside them, one after
 * the other in each round of one run. Nothing of this module is part of the product.
 */
package org.postern.bench;
