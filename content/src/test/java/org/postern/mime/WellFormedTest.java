package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A well-formed message means what its author thought, and what another parser reads. */
class WellFormedTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2_000, 4_000, 6_000, 8_000})
    void itMeansWhatWasMeantAndWhatMime4jReads(long from) throws Exception {
        for (long seed = from; seed < from + 200; seed++) {
            MimeGrammar.Message meant = new MimeGrammar(seed).message();
            Message other = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(meant.octets()));
            MailContent content = MailMessages.content(TestMail.of(meant.octets()));
            List<String> parts = parts(meant);

            assertThat(parts(other)).as("seed %d", seed).isEqualTo(parts);
            assertThat(content.subject()).isEqualTo(meant.subject()).isEqualTo(other.getSubject());
            assertThat(content.from().get(0).getAddress())
                    .isEqualTo(meant.from())
                    .isEqualTo(other.getFrom().get(0).getAddress());
            assertThat(content.to()).hasSize(other.getTo().flatten().size());
            assertThat(partsOf(meant.octets())).as("seed %d", seed).isEqualTo(parts);
        }
    }

    private static List<String> parts(MimeGrammar.Message message) {
        return message.leaves().stream()
                .map(leaf -> line(leaf.type(), leaf.name(), leaf.octets()))
                .toList();
    }

    private static List<String> partsOf(byte[] octets) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Part part : StructureReader.read(() -> new ByteArrayInputStream(octets), ContentLimits.defaults())
                .parts()) {
            try (InputStream in = part.encoding().data(part.body())) {
                lines.add(line(part.type().name(), part.fileName().orElse(""), in.readAllBytes()));
            }
        }
        return lines;
    }

    private static List<String> parts(Entity entity) throws Exception {
        if (entity.getBody() instanceof Multipart multipart) {
            List<String> lines = new ArrayList<>();
            for (Entity part : multipart.getBodyParts()) {
                lines.addAll(parts(part));
            }
            return lines;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ((SingleBody) entity.getBody()).writeTo(octets);
        String name = entity.getFilename();
        return List.of(line(entity.getMimeType(), name == null ? "" : name, octets.toByteArray()));
    }

    /** With the octets as numbers, without a line end behind them. */
    private static String line(String type, String name, byte[] octets) {
        return type + "|" + name + "|" + new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
