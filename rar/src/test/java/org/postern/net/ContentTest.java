package org.postern.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ra.config.Sha256;

/** Ten octets, of which the file has four. */
class ContentTest {
    private static final SpoolLimits SPACE = new SpoolLimits(1_000, 1_000, 10);

    @TempDir
    private Path directory;

    private Content content;

    @BeforeEach
    void fill() throws Exception {
        SpoolFile file = SpoolFile.create(new SpoolSpace(new TemporaryFiles(directory), () -> SPACE));
        file.append(List.of(octets("01"), octets("23")));
        content = new Content(Optional.of(file), List.of(octets("456"), octets("789")), file);
    }

    @AfterEach
    void free() throws Exception {
        content.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 9", "3, 7", "4, 6", "6, 4", "9, 1", "10, 0", "11, 0"})
    void aStreamCanSkipToAnyPosition(int skip, int left) throws Exception {
        InputStream in = content.openStream();

        assertThat(in.skip(skip)).isEqualTo(Math.min(skip, 10));
        assertThat(in.available()).isEqualTo(left);
        assertThat(new String(in.readAllBytes(), US_ASCII)).isEqualTo("0123456789".substring(Math.min(skip, 10)));
    }

    @Test
    void itsDigestIsReadOnceHoweverManyCopiesThereAre() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Supplier<MessageDigest> algorithm = () -> {
            read.incrementAndGet();
            return Sha256.newDigest();
        };
        byte[] expected = Sha256.newDigest().digest("0123456789".getBytes(US_ASCII));

        for (Content copy : content.copies(3)) {
            byte[] digest = copy.digest(algorithm);
            assertThat(digest).isEqualTo(expected);
            digest[0]++;
            copy.close();
        }

        assertThat(read).hasValue(1);
    }

    @Test
    void octetByOctetIsTheSame() throws Exception {
        InputStream in = content.openStream();
        for (int expected = '0'; expected <= '9'; expected++) {
            assertThat(in.read()).isEqualTo(expected);
        }
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void highOctetsAreNotNegative() throws Exception {
        Content high = new Content(Optional.empty(), List.of(ByteBuffer.wrap(new byte[] {(byte) 0xff})), () -> {});

        assertThat(high.openStream().read()).isEqualTo(0xff);
    }

    @Test
    void aRangeOfTheTargetIsFilledAndNoMore() throws Exception {
        byte[] target = "..........".getBytes(US_ASCII);
        InputStream in = content.openStream();

        assertThat(in.readNBytes(target, 2, 6)).isEqualTo(6);
        assertThat(new String(target, US_ASCII)).isEqualTo("..012345..");
        assertThat(in.read(target, 0, 0)).isZero();
    }

    @Test
    void streamsAreIndependent() throws Exception {
        InputStream one = content.openStream();
        InputStream other = content.openStream();
        one.skip(5);

        assertThat(other.read()).isEqualTo('0');
        assertThat(one.read()).isEqualTo('5');
        one.close();
        assertThat(other.read()).isEqualTo('1');
    }

    @Test
    void nothingIsAnEmptyStream() throws Exception {
        Content nothing = new Content(Optional.empty(), List.of(), () -> {});

        assertThat(nothing.size()).isZero();
        assertThat(nothing.openStream().read()).isEqualTo(-1);
    }

    @Test
    void afterTheEndStreamsFailInFileAndMemoryAlike() throws Exception {
        InputStream inFile = content.openStream();
        InputStream inMemory = content.openStream();
        inMemory.skip(8);
        InputStream atEnd = content.openStream();
        atEnd.skip(10);

        content.close();

        assertThatIOException().isThrownBy(inFile::read).withMessageContaining("during the listener's call only");
        assertThatIOException().isThrownBy(inMemory::read);
        assertThatIOException().isThrownBy(atEnd::read);
        assertThatIOException().isThrownBy(content::openStream);
        assertThat(content.size()).isEqualTo(10);
        assertThat(SpoolFiles.in(directory)).isZero();
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
