/** Methods of message-driven beans that say themselves which mail they take, in the manner of REST. */
@NullMarked
package org.postern.endpoint;

import org.jspecify.annotations.NullMarked;
