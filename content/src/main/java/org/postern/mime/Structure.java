package org.postern.mime;

import java.util.List;

/**
 * Where everything in a message is.
 *
 * @param type of the whole
 * @param parts those without parts in them, in order
 * @param outside what stands in front of, between and behind parts, and no client shows
 * @param beyond what is beyond the limits
 * @param whole whether everything was within them
 */
record Structure(
        Header header, ContentType type, List<Part> parts, List<Octets> outside, List<Part> beyond, boolean whole) {}
