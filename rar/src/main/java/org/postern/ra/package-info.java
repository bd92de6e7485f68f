/**
 * The resource adapter: beans, activations, delivery into the container, management. The only package that knows Jakarta
 * Connectors.
 */
package org.postern.ra;
