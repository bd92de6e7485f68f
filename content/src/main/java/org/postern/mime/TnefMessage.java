package org.postern.mime;

import java.util.List;
import java.util.Optional;

/**
 * What stands in one stream of TNEF.
 *
 * @param text unformatted
 * @param rtf formatted, and no longer compressed
 * @param files in their order; messages are streams of TNEF themselves
 * @param whole whether it could be read to its end
 */
record TnefMessage(Optional<Part> text, Optional<Part> html, Optional<Part> rtf, List<Part> files, boolean whole) {}
