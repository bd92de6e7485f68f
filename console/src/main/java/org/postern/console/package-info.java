/**
 * The operator's console: what the management beans of all adapters in this server say, as JSON and on one page. It knows no class of
 * the adapter, so an adapter of another version is shown as far as it says something.
 */
@NullMarked
package org.postern.console;

import org.jspecify.annotations.NullMarked;
