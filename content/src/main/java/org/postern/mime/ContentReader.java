package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a message: first where everything is, then what is asked for most. */
final class ContentReader {
    private static final int MOST_CALENDARS = 10;
    private static final String CALENDAR = "text/calendar";
    private static final String REPORT = "multipart/report";

    private final Structure structure;
    private final ContentLimits limits;
    private final BodyChoice bodies;
    private final Optional<String> charset;

    /** Bodies that are cut. */
    private final List<Part> tooLong = new ArrayList<>();

    private boolean whole;

    private ContentReader(Structure structure, ContentLimits limits) {
        this.structure = structure;
        this.limits = limits;
        this.bodies = BodyChoice.of(structure.parts());
        this.charset = Stream.of(bodies.text(), bodies.html())
                .flatMap(Optional::stream)
                .flatMap(part -> part.type().charset().stream())
                .findFirst();
        this.whole = structure.whole();
    }

    static MailContent read(Octets.Source source, boolean hasReversePath, ContentLimits limits) throws IOException {
        return read(source, hasReversePath, Header.NONE, limits);
    }

    /**
     * Reads a message that was received.
     *
     * @param added what the receiving side has added to the header
     */
    static MailContent read(Octets.Source source, boolean hasReversePath, Header added, ContentLimits limits)
            throws IOException {
        return new ContentReader(StructureReader.read(source, limits), limits).read(hasReversePath, added);
    }

    private MailContent read(boolean hasReversePath, Header added) throws IOException {
        HeaderFacts facts = HeaderFacts.of(structure.header().in(charset), added, limits);
        whole &= facts.whole();
        Optional<DeliveryStatus> status = status();
        boolean report = structure.type().is(REPORT) || status.isPresent();
        Texts texts = new Texts(text(bodies.text()), text(bodies.html()), calendars());
        List<Attachment> attachments = attachments();
        return new ParsedContent(
                facts,
                texts,
                new Files(attachments, shown(attachments, texts.html()), outside()),
                status,
                report ? attachments.stream().filter(Attachment::isMessage).findFirst() : Optional.empty(),
                AutomaticSigns.find(structure.header(), hasReversePath, report),
                !whole);
    }

    /** What is read of the parts at once. */
    record Texts(Optional<String> text, Optional<String> html, List<String> calendars) {}

    /** What is read when it is asked for. */
    record Files(List<Attachment> all, List<Attachment> shownByHtml, List<Attachment> outside) {}

    private Optional<String> text(Optional<Part> part) throws IOException {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        int most = limits.textOctets();
        byte[] octets = part.get().octets(Math.min(most, Integer.MAX_VALUE - 1) + 1);
        if (octets.length > most) {
            tooLong.add(part.get());
        }
        return Optional.of(part.get().text(octets.length > most ? Arrays.copyOf(octets, most) : octets));
    }

    private Optional<DeliveryStatus> status() throws IOException {
        for (Part part : structure.parts()) {
            if (part.type().isDeliveryStatus()) {
                byte[] octets = part.encoding().text(part.body(), limits.headerOctets());
                return Optional.of(
                        DeliveryStatusParser.parse(octets, part.type().charset(), limits)
                                .on(originalHeader()));
            }
        }
        return Optional.empty();
    }

    private Header originalHeader() throws IOException {
        Optional<Part> original = structure.parts().stream()
                .filter(part -> part.type().isOfMessage())
                .findFirst();
        if (original.isEmpty()) {
            return Header.NONE;
        }
        try (InputStream in = original.get().encoding().data(original.get().body())) {
            return new HeaderReader(new LineReader(in), limits, line -> false)
                    .read(0)
                    .header();
        }
    }

    private List<String> calendars() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Part part : structure.parts()) {
            if (part.type().is(CALENDAR) && texts.size() < MOST_CALENDARS) {
                texts.add(part.text(limits.headerOctets()));
            }
        }
        return List.copyOf(texts);
    }

    /** A text that is too long is one as well: there it is whole. */
    private List<Attachment> attachments() {
        List<Attachment> attachments = new ArrayList<>();
        for (Part part : structure.parts()) {
            boolean cut = tooLong.contains(part);
            whole &= !cut;
            if (cut || (!bodies.contains(part) && !part.isNothing())) {
                attachments.add(attachment(part));
            }
        }
        structure.beyond().forEach(part -> attachments.add(attachment(part)));
        return List.copyOf(attachments);
    }

    private List<Attachment> outside() {
        return structure.outside().stream()
                .map(octets -> attachment(new Part(Header.NONE, ContentType.UNKNOWN, "", octets)))
                .toList();
    }

    private Attachment attachment(Part part) {
        return new Attachment(part.in(charset), limits);
    }

    static List<Attachment> shown(List<Attachment> attachments, Optional<String> html) {
        Set<String> ids = ContentIds.in(html.orElse(""));
        return attachments.stream()
                .filter(one -> one.contentId()
                        .filter(id -> ids.contains(ContentIds.key(id)))
                        .isPresent())
                .toList();
    }
}
