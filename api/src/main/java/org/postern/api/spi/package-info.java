/**
 * What stands between the adapter and a library that finds methods of a {@link org.postern.api.MailEndpoint}. Not for applications.
 */
@NullMarked
package org.postern.api.spi;

import org.jspecify.annotations.NullMarked;
