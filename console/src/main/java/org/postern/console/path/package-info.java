/**
 * What a client outside is told, seen from outside: looks through the front door, what something in between may have made of the
 * conversation, and the records that tell senders to demand TLS. Knows no management bean and no page.
 */
@NullMarked
package org.postern.console.path;

import org.jspecify.annotations.NullMarked;
