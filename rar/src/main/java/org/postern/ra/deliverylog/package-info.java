@NullMarked
package org.postern.ra.deliverylog;

import org.jspecify.annotations.NullMarked;
