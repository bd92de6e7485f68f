package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** Whatever a file holds, reading it ends soon, and with a sentence. */
class DamagedStoresTest {
    private static final String PASSWORD = TestKeyStore.PASSWORD;
    private static final KeyPair KEYS = TestCertificates.EC;

    /** A count of rounds, or a cost of scrypt, that would take hours. */
    private static final BigInteger HOURS = BigInteger.valueOf(Integer.MAX_VALUE);

    @TempDir
    private Path directory;

    /** Each form in which keys are kept, with something of its own that is counted or measured. */
    private enum Form {
        PKCS12("file:") {
            @Override
            byte[] good() throws Exception {
                return stored(KeyStore.getInstance("PKCS12"));
            }
        },
        PKCS12_OF_OTHERS("file:") {
            @Override
            byte[] good() throws Exception {
                return stored(KeyStore.getInstance("PKCS12", PROVIDER));
            }
        },
        JKS("file:") {
            @Override
            byte[] good() throws Exception {
                return stored(KeyStore.getInstance("JKS"));
            }
        },
        JCEKS("file:") {
            @Override
            byte[] good() throws Exception {
                return stored(KeyStore.getInstance("JCEKS"));
            }
        },
        BCFKS("file:") {
            @Override
            byte[] good() throws Exception {
                return stored(KeyStore.getInstance("BCFKS", PROVIDER));
            }
        },
        PEM("pem:") {
            @Override
            byte[] good() {
                return pem(TestPem.encryptedPkcs8(KEYS.getPrivate(), NISTObjectIdentifiers.id_aes128_CBC, PASSWORD));
            }
        };

        private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

        private final String scheme;

        Form(String scheme) {
            this.scheme = scheme;
        }

        abstract byte[] good() throws Exception;

        private static byte[] stored(KeyStore store) throws Exception {
            store.load(null, null);
            store.setKeyEntry("mx", KEYS.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {
                TestCertificates.certificate(KEYS, "mx")
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, PASSWORD.toCharArray());
            return out.toByteArray();
        }

        private static byte[] pem(String key) {
            return (key + TestPem.certificates(TestCertificates.certificate(KEYS, "mx")))
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Cut short, an octet changed, a length that is not true. */
    @ParameterizedTest
    @EnumSource
    void damageIsASentence(Form form) throws Exception {
        byte[] good = form.good();
        assertThat(look(form, good)).isEqualTo("read");
        Random random = new Random(good.length);
        for (int i = 0; i < 25; i++) {
            int place = random.nextInt(good.length);
            byte[] changed = good.clone();
            changed[place] = (byte) random.nextInt(256);
            byte[] longer = new byte[good.length + 4];
            System.arraycopy(good, 0, longer, 0, place);
            System.arraycopy(new byte[] {(byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff}, 0, longer, place, 4);
            System.arraycopy(good, place, longer, place + 4, good.length - place);
            for (byte[] damaged : List.of(changed, longer, Arrays.copyOf(good, place))) {
                assertThat(look(form, damaged))
                        .as("octet " + place + " of " + good.length)
                        .isNotBlank();
            }
        }
    }

    /** It is not derived in all those rounds: which may be in a MAC, of a content, of a key. */
    @ParameterizedTest
    @EnumSource(names = {"PKCS12", "PKCS12_OF_OTHERS", "BCFKS", "PEM"})
    void nobodyWaitsForTooManyRounds(Form form) throws Exception {
        byte[] good = form.good();
        int changed = 0;
        for (int place = 0; ; place++) {
            Rounds rounds = new Rounds(place);
            byte[] file = form == Form.PEM ? inPem(good, rounds::in) : rounds.in(good);
            if (!rounds.done) {
                break;
            }
            changed++;
            String sentence = assertTimeoutPreemptively(Duration.ofSeconds(40), () -> look(form, file));
            assertThat(sentence).isNotEqualTo("read").doesNotContain("StackOverflow");
        }
        assertThat(changed).isPositive();
    }

    /** Also where only Bouncy Castle reads it. */
    @ParameterizedTest
    @ValueSource(ints = {5_000_001, Integer.MAX_VALUE})
    void norWhereTheJdkGaveUp(int rounds) {
        assertThatThrownBy(() -> KeyDerivation.requireRounds(BigInteger.valueOf(rounds)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("opening it takes " + rounds + " rounds, and 5000000 at most are done");
    }

    @ParameterizedTest
    @CsvSource({"100000, false", "100000, true"})
    void whatIsNestedEndsNoThread(int depth, boolean indefinite) throws Exception {
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        for (int i = depth; i > 0; i--) {
            int length = 6 * (i - 1);
            nested.writeBytes(
                    indefinite
                            ? new byte[] {0x30, (byte) 0x80}
                            : new byte[] {
                                0x30,
                                (byte) 0x84,
                                (byte) (length >> 24),
                                (byte) (length >> 16),
                                (byte) (length >> 8),
                                (byte) length
                            });
        }
        byte[] octets = Arrays.copyOf(nested.toByteArray(), nested.size() + (indefinite ? 2 * depth : 0));

        assertThat(look(Form.PKCS12, octets)).contains("it is damaged");
        for (String label : List.of("CERTIFICATE", "PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            String text =
                    "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                            + label + "-----\n" + TestPem.pkcs8(KEYS.getPrivate());
            assertThat(look(Form.PEM, text.getBytes(StandardCharsets.US_ASCII)))
                    .containsAnyOf(" is damaged", "nested too deep");
        }
    }

    /** A file of another kind, say: it is not read at all. */
    @Test
    void aFileThatIsTooLargeIsNotRead() throws Exception {
        Path path = directory.resolve("store");
        Files.write(path, Form.JKS.good());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }

        assertThat(look(Form.JKS))
                .isEqualTo("Cannot read the key store " + path + ": it is larger than 64 MiB. Put the entries that are"
                        + " needed into one of their own, or correct keyStore.");

        assertThat(look(Form.JKS, Form.JKS.good())).isEqualTo("read");
    }

    private String look(Form form, byte[] file) throws IOException {
        Files.write(directory.resolve("store"), file);
        return look(form);
    }

    /** All that a look asks for. Nothing but what it knows how to tell may come out of it. */
    private String look(Form form) {
        KeyStoreSource source = KeyStores.parse(
                        new KeyStoreSettings(form.scheme + directory.resolve("store"), null, PASSWORD, null),
                        problem -> {})
                .orElseThrow()
                .current()
                .get(0);
        try {
            LoadedKeys keys = source.load();
            for (String alias : keys.keyAliases()) {
                keys.chain(alias);
                keys.unread(alias);
                keys.key(alias);
            }
            return "read";
        } catch (KeyStoreUnreadableException e) {
            return e.sentence();
        } catch (GeneralSecurityException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] inPem(byte[] file, UnaryOperator<byte[]> change) {
        String text = new String(file, StandardCharsets.US_ASCII);
        String label = "ENCRYPTED PRIVATE KEY-----";
        int begin = text.indexOf(label) + label.length();
        int end = text.indexOf("-----END ");
        byte[] changed = change.apply(Base64.getMimeDecoder().decode(text.substring(begin, end)));
        return (text.substring(0, begin) + "\n" + Base64.getMimeEncoder().encodeToString(changed) + "\n"
                        + text.substring(end))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Puts another number in the place of one that may be a count of rounds. */
    private static final class Rounds {
        private int left;
        private boolean done;

        Rounds(int place) {
            this.left = place;
        }

        byte[] in(byte[] der) {
            try {
                return in(ASN1Primitive.fromByteArray(der)).toASN1Primitive().getEncoded("DER");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private ASN1Encodable in(ASN1Encodable value) throws IOException {
            if (value instanceof ASN1Sequence sequence) {
                ASN1Encodable[] changed = sequence.toArray();
                for (int i = 0; i < changed.length; i++) {
                    changed[i] = in(changed[i]);
                }
                return new DERSequence(changed);
            }
            if (value instanceof ASN1TaggedObject tagged) {
                return tagged.getTagNo() == 0 && tagged.isExplicit()
                        ? new DERTaggedObject(0, in(tagged.getExplicitBaseObject()))
                        : value;
            }
            if (value instanceof ASN1OctetString octets) {
                byte[] inner = octets.getOctets();
                return inner.length > 64 && inner[0] == 0x30 ? new DEROctetString(in(inner)) : value;
            }
            boolean counts = value instanceof ASN1Integer number
                    && number.getValue().compareTo(BigInteger.valueOf(9)) > 0
                    && number.getValue().bitLength() < 24;
            if (counts && left-- == 0) {
                done = true;
                return new ASN1Integer(HOURS);
            }
            return value;
        }
    }
}
