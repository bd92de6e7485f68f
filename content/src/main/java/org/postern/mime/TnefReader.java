package org.postern.mime;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of TNEF once, from front to end (MS-OXTNEF section 2): attributes, each with its length. Nothing is kept of them
 * but names, and where their octets are.
 */
final class TnefReader {
    private static final long SIGNATURE = 0x223E9F78L;

    /** MS-OXTNEF section 2.1.3.3; the upper half of the number, which is the type, does not matter here. */
    private static final int BODY = 0x800C;

    private static final int ATTACHMENT_DATA = 0x800F;
    private static final int ATTACHMENT_TITLE = 0x8010;
    private static final int ATTACHMENT_RENDERING = 0x9002;
    private static final int MESSAGE_PROPERTIES = 0x9003;
    private static final int ATTACHMENT_PROPERTIES = 0x9005;
    private static final int OEM_CODEPAGE = 0x9007;

    private final Octets.Source source;
    private final TnefInput in;
    private final int mostFiles;
    private final List<TnefFile> files = new ArrayList<>();
    private TnefCodepage codepage = TnefCodepage.WESTERN;
    private Optional<Part> body = Optional.empty();
    private TnefProperties properties;
    private boolean whole = true;

    private TnefReader(Octets.Source source, InputStream in, int mostFiles) {
        this.source = source;
        this.in = new TnefInput(in);
        this.mostFiles = mostFiles;
        this.properties = TnefProperties.none();
    }

    /** What could be read of it; nothing at all, if it is none. */
    static TnefMessage read(Octets.Source source, int mostFiles) throws IOException {
        try (InputStream in = new BufferedInputStream(source.openStream())) {
            TnefReader reader = new TnefReader(source, in, mostFiles);
            reader.readAttributes();
            return reader.result();
        }
    }

    private void readAttributes() throws IOException {
        try {
            if (in.fourOctets() != SIGNATURE) {
                whole = false;
                return;
            }
            in.twoOctets(); // A key that means nothing outside of its sender.
            for (int level = in.octetOrEnd(); level == 1 || level == 2; level = in.octetOrEnd()) {
                readAttribute();
            }
        } catch (EOFException | TnefException e) {
            whole = false;
        }
    }

    private void readAttribute() throws IOException, TnefException {
        int attribute = in.twoOctets();
        in.twoOctets();
        long length = in.fourOctets();
        long end = in.position() + length;
        read(attribute, length, end);
        in.skip(end - in.position());
        in.twoOctets(); // A sum that no program looks at: some senders have it wrong.
    }

    private void read(int attribute, long length, long end) throws IOException, TnefException {
        TnefFile file = files.isEmpty() ? null : files.get(files.size() - 1);
        switch (attribute) {
            case OEM_CODEPAGE -> codepage = TnefCodepage.of(in.fourOctets());
            case BODY -> body = Optional.of(TnefParts.text("text/plain", codepage.charset(), range(end)));
            case MESSAGE_PROPERTIES -> properties = TnefProperties.read(in, end, codepage);
            case ATTACHMENT_RENDERING -> {
                if (files.size() >= mostFiles) {
                    throw new TnefException("more attachments than are looked for");
                }
                files.add(new TnefFile());
            }
            default -> readOfFile(file, attribute, length, end);
        }
    }

    private void readOfFile(@Nullable TnefFile file, int attribute, long length, long end)
            throws IOException, TnefException {
        if (file == null) {
            return;
        }
        switch (attribute) {
            case ATTACHMENT_TITLE -> file.title(codepage.text(in.octets(length, TnefProperties.MOST_NAME)));
            case ATTACHMENT_DATA -> file.data(range(end));
            case ATTACHMENT_PROPERTIES -> file.properties(TnefProperties.read(in, end, codepage));
            default -> {
                // Times, icons and the like.
            }
        }
    }

    private TnefMessage result() throws IOException {
        return new TnefMessage(
                properties.body(source).or(() -> body),
                properties.html(source),
                properties.rtf(source),
                files.stream()
                        .map(file -> file.part(source))
                        .flatMap(Optional::stream)
                        .toList(),
                whole);
    }

    private Octets range(long end) {
        return new Octets(source, in.position(), end);
    }
}
