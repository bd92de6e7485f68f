package org.postern.mime;

import java.util.Optional;

/** An attachment, while its attributes are being read. */
final class TnefFile {
    private Optional<String> title = Optional.empty();
    private Optional<Octets> data = Optional.empty();
    private TnefProperties properties = TnefProperties.none();

    /** A short one; the long name is among the properties. */
    void title(String text) {
        title = Optional.of(text).filter(name -> !name.isBlank());
    }

    void data(Octets octets) {
        data = Optional.of(octets);
    }

    void properties(TnefProperties all) {
        properties = all;
    }

    /** Empty if it has no octets: a link to a file of the sender. */
    Optional<Part> part(Octets.Source source) {
        boolean message = properties.isMessage();
        return properties
                .data(source)
                .or(() -> data)
                .map(octets -> TnefParts.file(
                        properties.fileName().or(() -> title).orElse("attachment"),
                        message ? "application/ms-tnef" : properties.mediaType().orElse("application/octet-stream"),
                        properties.contentId().orElse(""),
                        octets));
    }
}
