package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postern.tls.TestCertificates.EC;
import static org.postern.tls.TestCertificates.ED25519;
import static org.postern.tls.TestCertificates.RSA;

import java.nio.file.Path;
import java.security.Key;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.TestCertificates;

class PemKeyFormatsTest {
    private static final String MARK = "\ufeff";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    static Stream<Arguments> formats() {
        PrivateKey rsa = RSA.getPrivate();
        PrivateKey ec = EC.getPrivate();
        return Stream.of(
                Arguments.of("PKCS#8 RSA", rsa, TestPem.pkcs8(rsa)),
                Arguments.of("PKCS#8 EC", ec, TestPem.pkcs8(ec)),
                Arguments.of("PKCS#8 Ed25519", ED25519.getPrivate(), TestPem.pkcs8(ED25519.getPrivate())),
                Arguments.of("PKCS#1 RSA", rsa, TestPem.traditional(rsa)),
                Arguments.of("SEC 1 EC", ec, TestPem.traditional(ec)),
                Arguments.of("SEC 1 EC after its parameters", ec, TestPem.ecParameters() + TestPem.traditional(ec)),
                Arguments.of("PBES2 AES", rsa, TestPem.aes(rsa, PASSWORD)),
                Arguments.of("PBES2 AES Ed25519", ED25519.getPrivate(), TestPem.aes(ED25519.getPrivate(), PASSWORD)),
                Arguments.of(
                        "PBE of PKCS#12",
                        ec,
                        TestPem.encryptedPkcs8(ec, PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, PASSWORD)),
                Arguments.of("DEK-Info RSA", rsa, TestPem.encryptedTraditional(rsa, "AES-256-CBC", PASSWORD)),
                Arguments.of("DEK-Info RSA with DES", rsa, TestPem.encryptedTraditional(rsa, "DES-EDE3-CBC", PASSWORD)),
                Arguments.of("text around", ec, "Bag Attributes\n  x: y\n" + TestPem.pkcs8(ec) + "the end\n"),
                Arguments.of("indented", ec, TestPem.pkcs8(ec).indent(4)),
                Arguments.of("CR LF", ec, TestPem.pkcs8(ec).replace("\n", "\r\n")),
                Arguments.of("a mark at its beginning", ec, MARK + TestPem.pkcs8(ec)),
                Arguments.of(
                        "a mark after a certificate",
                        ec,
                        TestPem.certificates(TestCertificates.certificate(EC, "mx")) + MARK + TestPem.pkcs8(ec)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void readsKeysInEveryFormatAndGivesOneOfTheJdksOwn(String format, PrivateKey key, String pem) throws Exception {
        Optional<Key> read = load(pem, PASSWORD).key("mx");

        assertThat(read.map(TestPem::secret)).contains(TestPem.secret(key));
        assertThat(read.orElseThrow().getClass()).isEqualTo(key.getClass());
    }

    @Test
    void triesThePasswordOfKeysBeforeThatOfTheStore() throws Exception {
        String pem = TestPem.aes(EC.getPrivate(), "of the key");

        assertThat(load(pem, "of the key", "of the store").key("mx")).contains(EC.getPrivate());
        assertThat(load(pem, "wrong", "of the key").key("mx")).contains(EC.getPrivate());
    }

    @Test
    void saysThatNoPasswordOpensAKeyWithoutShowingOne() throws Exception {
        for (String pem : List.of(
                TestPem.aes(EC.getPrivate(), PASSWORD),
                TestPem.encryptedTraditional(EC.getPrivate(), "AES-128-CBC", PASSWORD))) {
            assertThatThrownBy(() -> load(pem, "not this one").key("mx"))
                    .isInstanceOf(UnrecoverableKeyException.class)
                    .hasMessageNotContaining("not this one");
            assertThatThrownBy(() -> load(pem).key("mx")).isInstanceOf(UnrecoverableKeyException.class);
        }
    }

    private LoadedKeys load(String pem, String... passwords) throws Exception {
        TestPem.write(directory.resolve("mx.key"), pem);
        return new PemKeyStoreSource(
                        directory.toFile(), new Passwords(List.of(), List.of(passwords)), SettingNames.ADAPTER)
                .load();
    }
}
