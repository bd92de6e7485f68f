/** IP addresses as the other rooms compare and write them: in one form each, and without ever asking DNS. */
@NullMarked
package org.postern.ip;

import org.jspecify.annotations.NullMarked;
