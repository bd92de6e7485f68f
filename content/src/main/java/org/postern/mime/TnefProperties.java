package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A list of properties (MS-OXTNEF section 2.1.3.4): of those that matter, where the octets are, or the text if it is short. */
final class TnefProperties {
    /** Of a file name, and whatever else is kept. */
    static final int MOST_NAME = 2_000;

    private static final long MOST_PROPERTIES = 100_000;

    /** MS-OXPROPS. */
    private static final int BODY = 0x1000;

    private static final int RTF = 0x1009;
    private static final int HTML = 0x1013;
    private static final int DATA = 0x3701;
    private static final int FILE_NAME = 0x3704;
    private static final int LONG_FILE_NAME = 0x3707;
    private static final int MEDIA_TYPE = 0x370E;
    private static final int CONTENT_ID = 0x3712;
    private static final int DISPLAY_NAME = 0x3001;
    private static final int CODEPAGE = 0x3FDE;

    private static final int SEVERAL = 0x1000;
    private static final int STRING = 0x001E;
    private static final int UNICODE = 0x001F;
    private static final int OBJECT = 0x000D;
    private static final int BINARY = 0x0102;

    /** The identity of the interface that an object is stored by. */
    private static final int INTERFACE = 16;

    private final Map<Integer, Value> values = new HashMap<>();
    private TnefCodepage codepage = TnefCodepage.WESTERN;
    private TnefCodepage ofHtml = TnefCodepage.WESTERN;

    /** A value of which it is known where it is. */
    private record Value(int type, long start, long end) {
        Octets octets(Octets.Source source) {
            return new Octets(source, start, end);
        }
    }

    private final Map<Integer, String> texts = new HashMap<>();

    private TnefProperties() {}

    static TnefProperties none() {
        return new TnefProperties();
    }

    static TnefProperties read(TnefInput in, long end, TnefCodepage codepage) throws IOException, TnefException {
        TnefProperties properties = new TnefProperties();
        properties.codepage = codepage;
        properties.ofHtml = codepage;
        long count = in.fourOctets();
        if (count > MOST_PROPERTIES) {
            throw new TnefException("too many properties");
        }
        for (long i = 0; i < count && in.position() < end; i++) {
            properties.readOne(in, end);
        }
        return properties;
    }

    private void readOne(TnefInput in, long end) throws IOException, TnefException {
        int type = in.twoOctets();
        int id = in.twoOctets();
        if (id >= 0x8000) {
            skipName(in, end);
        }
        boolean several = (type & SEVERAL) != 0;
        int single = type & ~SEVERAL;
        boolean variable = single == STRING || single == UNICODE || single == OBJECT || single == BINARY;
        long count = several || variable ? in.fourOctets() : 1;
        for (long i = 0; i < count; i++) {
            if (variable) {
                long length = in.fourOctets();
                check(in, length, end);
                keep(in, id, single, length);
                in.skip(Math.min(-length & 3, end - in.position()));
            } else if (id == CODEPAGE && single == 3) {
                ofHtml = TnefCodepage.of(in.fourOctets());
            } else {
                in.skip(size(single));
            }
        }
    }

    private void keep(TnefInput in, int id, int type, long length) throws IOException {
        values.putIfAbsent(id, new Value(type, in.position(), in.position() + length));
        if (type == STRING || type == UNICODE) {
            byte[] octets = in.octets(length, MOST_NAME);
            if (id == FILE_NAME || id == LONG_FILE_NAME || id == MEDIA_TYPE || id == CONTENT_ID || id == DISPLAY_NAME) {
                texts.putIfAbsent(id, type == UNICODE ? unicode(octets) : codepage.text(octets));
            }
        } else {
            in.skip(length);
        }
    }

    private static String unicode(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Of a property that has a name instead of a number. */
    private static void skipName(TnefInput in, long end) throws IOException, TnefException {
        in.skip(INTERFACE);
        if (in.fourOctets() == 0) {
            in.fourOctets();
        } else {
            long length = in.fourOctets();
            check(in, length, end);
            in.skip(length + (-length & 3));
        }
    }

    private static void check(TnefInput in, long length, long end) throws TnefException {
        if (in.position() + length > end) {
            throw new TnefException("a property longer than all of them");
        }
    }

    /** With what fills it up to four octets. */
    private static int size(int type) throws TnefException {
        return switch (type) {
            case 0x0000, 0x0001 -> 0;
            case 0x0002, 0x0003, 0x0004, 0x000A, 0x000B -> 4;
            case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040 -> 8;
            case 0x0048 -> 16;
            default -> throw new TnefException("a property of an unknown type");
        };
    }

    Optional<Part> body(Octets.Source source) {
        return value(BODY)
                .map(value -> TnefParts.text(
                        "text/plain", value.type() == UNICODE ? "utf-16le" : codepage.charset(), value.octets(source)));
    }

    Optional<Part> html(Octets.Source source) {
        return value(HTML)
                .map(value -> TnefParts.text(
                        "text/html", value.type() == UNICODE ? "utf-16le" : ofHtml.charset(), value.octets(source)));
    }

    /** Without its compression; how long it is then, is not known before. */
    Optional<Part> rtf(Octets.Source source) throws IOException {
        Optional<Value> value = value(RTF);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Octets compressed = value.get().octets(source);
        Octets.Source plain = () -> CompressedRtf.open(compressed.openStream());
        try (InputStream in = plain.openStream()) {
            long length = in.transferTo(OutputStream.nullOutputStream());
            return Optional.of(TnefParts.file("body.rtf", "application/rtf", "", new Octets(plain, 0, length)));
        }
    }

    /** The octets of the attachment; of a message in it, those of its stream. */
    Optional<Octets> data(Octets.Source source) {
        return value(DATA)
                .filter(value -> !isMessage() || value.end() - value.start() > INTERFACE)
                .map(value -> new Octets(source, value.start() + (isMessage() ? INTERFACE : 0), value.end()));
    }

    boolean isMessage() {
        return value(DATA).filter(value -> value.type() == OBJECT).isPresent();
    }

    Optional<String> fileName() {
        return text(LONG_FILE_NAME).or(() -> text(FILE_NAME)).or(() -> text(DISPLAY_NAME));
    }

    Optional<String> mediaType() {
        return text(MEDIA_TYPE);
    }

    Optional<String> contentId() {
        return text(CONTENT_ID);
    }

    private Optional<Value> value(int id) {
        return Optional.ofNullable(values.get(id)).filter(value -> value.end() > value.start());
    }

    private Optional<String> text(int id) {
        return Optional.ofNullable(texts.get(id)).filter(text -> !text.isBlank());
    }
}
