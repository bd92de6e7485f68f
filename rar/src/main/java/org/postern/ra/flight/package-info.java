/** What Java Flight Recorder is told of connections, handshakes, deliveries and verdicts. The one room that knows it. */
@NullMarked
package org.postern.ra.flight;

import org.jspecify.annotations.NullMarked;
