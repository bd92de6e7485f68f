package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.postern.api.MailHeaders;

/**
 * Reads the header of a message and nothing behind it, in time that is linear in its size. Needs no Jakarta Mail. Immutable.
 */
public final class HeaderFields implements MailHeaders {
    private final Header header;
    private final boolean complete;

    private HeaderFields(Header header, boolean complete) {
        this.header = header;
        this.complete = complete;
    }

    /**
     * Reads a header. Whatever a stranger has sent has a result; without a header it has no fields.
     *
     * @param message from its first octet on; it stays open, and more may be read from it than the header
     * @param limits how long the header may be
     * @return the fields within the limits
     * @throws IOException if the message cannot be read
     */
    public static MailHeaders read(InputStream message, ContentLimits limits) throws IOException {
        HeaderReader.Block block = new HeaderReader(new LineReader(message), limits, line -> false).read(0);
        return new HeaderFields(block.header(), block.isWhole());
    }

    /** Without the rest. */
    static Header header(InputStream message, ContentLimits limits) throws IOException {
        return new HeaderReader(new LineReader(message), limits, line -> false)
                .read(0)
                .header();
    }

    @Override
    public List<Field> fields() {
        return List.copyOf(header.fields());
    }

    @Override
    public Optional<String> first(String name) {
        return header.text(name);
    }

    @Override
    public List<String> all(String name) {
        return header.all(name).map(HeaderField::value).toList();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
