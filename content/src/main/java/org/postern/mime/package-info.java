/** What stands in a message, whatever a stranger has sent. Nothing in {@code org.postern.api} depends on it. */
@NullMarked
package org.postern.mime;

import org.jspecify.annotations.NullMarked;
