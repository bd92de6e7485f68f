package org.postern.mime;

/**
 * How much of a message is looked into. What is beyond is not lost: it is an attachment, and
 * {@link MailContent#beyondLimits()} says so. Immutable.
 *
 * <p>Memory: a header takes several times its octets while it is read, a text two to four times its octets as long as its
 * {@link MailContent} is kept. Attachments take none.
 */
public final class ContentLimits {
    private static final ContentLimits DEFAULTS = new ContentLimits(1_000, 30, 4 << 20, 10_000, 16 << 20, 10_000);

    private final int parts;
    private final int depth;
    private final int headerOctets;
    private final int headerFields;
    private final int textOctets;
    private final int addresses;

    private ContentLimits(int parts, int depth, int headerOctets, int headerFields, int textOctets, int addresses) {
        this.parts = positive(parts);
        this.depth = positive(depth);
        this.headerOctets = positive(headerOctets);
        this.headerFields = positive(headerFields);
        this.textOctets = positive(textOctets);
        this.addresses = positive(addresses);
    }

    /**
     * Gives what {@link MailMessages#content(org.postern.api.MailMessage)} uses: 1,000 parts, 30 levels, 4 MiB and 10,000
     * fields of a header, 16 MiB of a text, 10,000 addresses of a list.
     *
     * @return the defaults
     */
    public static ContentLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Changes how many parts are told apart; the rest of the message is one attachment.
     *
     * @param most at least 1
     * @return new limits
     */
    public ContentLimits withParts(int most) {
        return new ContentLimits(most, depth, headerOctets, headerFields, textOctets, addresses);
    }

    /**
     * Changes how many levels parts may have; a multipart below is one attachment.
     *
     * @param most at least 1
     * @return new limits
     */
    public ContentLimits withDepth(int most) {
        return new ContentLimits(parts, most, headerOctets, headerFields, textOctets, addresses);
    }

    /**
     * Changes how long the header of the message and of each part may be; the rest is an attachment of type
     * {@code text/rfc822-headers}.
     *
     * @param most octets, at least 1
     * @return new limits
     */
    public ContentLimits withHeaderOctets(int most) {
        return new ContentLimits(parts, depth, most, headerFields, textOctets, addresses);
    }

    /**
     * Changes how many fields the header of the message and of each part may have; the rest is an attachment of type
     * {@code text/rfc822-headers}.
     *
     * @param most at least 1
     * @return new limits
     */
    public ContentLimits withHeaderFields(int most) {
        return new ContentLimits(parts, depth, headerOctets, most, textOctets, addresses);
    }

    /**
     * Changes how long a text may be; of a longer one that much is read, and the whole is an attachment as well.
     *
     * @param most octets, decoded, at least 1
     * @return new limits
     */
    public ContentLimits withTextOctets(int most) {
        return new ContentLimits(parts, depth, headerOctets, headerFields, most, addresses);
    }

    /**
     * Changes how many addresses of a list are read; the others are in {@link MailContent#headers()} only.
     *
     * @param most at least 1
     * @return new limits
     */
    public ContentLimits withAddresses(int most) {
        return new ContentLimits(parts, depth, headerOctets, headerFields, textOctets, most);
    }

    int parts() {
        return parts;
    }

    int depth() {
        return depth;
    }

    int headerOctets() {
        return headerOctets;
    }

    int headerFields() {
        return headerFields;
    }

    int textOctets() {
        return textOctets;
    }

    int addresses() {
        return addresses;
    }

    private static int positive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " is below 1");
        }
        return limit;
    }
}
