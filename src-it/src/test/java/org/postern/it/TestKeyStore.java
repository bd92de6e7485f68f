package org.postern.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.OperatorCreationException;

/** A key store file, PKCS12 unless something else is said, with self-signed certificates; the subject of each is {@code CN=} and its alias. */
final class TestKeyStore {
    /** Payara opens the container's key store with its own password, and this is the one it has by default. */
    static final String PASSWORD = "changeit";

    private static final Duration DAY = Duration.ofDays(1);

    private final Path file;
    private final KeyStore store;

    private TestKeyStore(Path file, String type) throws GeneralSecurityException, IOException {
        this.file = file;
        store = KeyStore.getInstance(type);
        store.load(null, null);
    }

    static TestKeyStore at(Path file) throws GeneralSecurityException, IOException {
        return at(file, "PKCS12");
    }

    static TestKeyStore at(Path file, String type) throws GeneralSecurityException, IOException {
        return new TestKeyStore(file, type);
    }

    Path file() {
        return file;
    }

    TestKeyStore good(String alias) throws GeneralSecurityException, OperatorCreationException {
        return entry(alias, Instant.now().minus(DAY), Instant.now().plus(DAY));
    }

    /** For servers of that name, issued by an authority and good for so long that nothing needs to be said of it. */
    TestKeyStore faultless(String alias, String dnsName) throws Exception {
        KeyPair keys = newKeys();
        KeyPair authority = newKeys();
        return entry(
                alias,
                keys,
                PASSWORD,
                TestCertificate.of(alias, keys)
                        .valid(Instant.now().minus(DAY), Instant.now().plus(DAY.multipliedBy(90)))
                        .names(dnsName)
                        .issuedBy("authority", authority)
                        .build(),
                TestCertificate.of("authority", authority).build());
    }

    TestKeyStore expired(String alias) throws GeneralSecurityException, OperatorCreationException {
        return entry(
                alias, Instant.now().minus(DAY.multipliedBy(2)), Instant.now().minus(DAY));
    }

    TestKeyStore notYetValid(String alias) throws GeneralSecurityException, OperatorCreationException {
        return entry(alias, Instant.now().plus(DAY), Instant.now().plus(DAY.multipliedBy(2)));
    }

    /** A key with the certificate of another one. */
    TestKeyStore mismatched(String alias) throws GeneralSecurityException, OperatorCreationException {
        X509Certificate certificate =
                certificate(alias, newKeys(), Instant.now(), Instant.now().plus(DAY));
        return entry(alias, newKeys(), certificate, PASSWORD);
    }

    /** A key whose password nobody tells. */
    TestKeyStore locked(String alias) throws GeneralSecurityException, OperatorCreationException {
        KeyPair keys = newKeys();
        return entry(
                alias,
                keys,
                certificate(alias, keys, Instant.now(), Instant.now().plus(DAY)),
                "another one");
    }

    /** A certificate without its key. */
    TestKeyStore certificateOnly(String alias) throws GeneralSecurityException, OperatorCreationException {
        store.setCertificateEntry(
                alias,
                certificate(alias, newKeys(), Instant.now(), Instant.now().plus(DAY)));
        return this;
    }

    /** A certificate with names, and a key of a kind of one's choice: {@code EC} or {@code RSA}. */
    TestKeyStore named(String alias, String algorithm, String... dnsNames) throws Exception {
        KeyPair keys = newKeys(algorithm, algorithm.equals("RSA") ? 2048 : 256);
        return entry(
                alias, keys, TestCertificate.of(alias, keys).names(dnsNames).build(), PASSWORD);
    }

    /** Good until a moment, of which only whole seconds count. */
    TestKeyStore goodUntil(String alias, Instant notAfter) throws GeneralSecurityException, OperatorCreationException {
        return entry(alias, Instant.now().minus(DAY), notAfter);
    }

    /** Good from a moment on, of which only whole seconds count. */
    TestKeyStore goodFrom(String alias, Instant notBefore) throws GeneralSecurityException, OperatorCreationException {
        return entry(alias, notBefore, notBefore.plus(DAY));
    }

    /** An RSA key that is too short. */
    TestKeyStore weak(String alias) throws Exception {
        KeyPair keys = newKeys("RSA", 1024);
        return entry(alias, keys, TestCertificate.of(alias, keys).build(), PASSWORD);
    }

    /** A certificate that was not issued for servers. */
    TestKeyStore forClientsOnly(String alias) throws Exception {
        KeyPair keys = newKeys();
        return entry(
                alias,
                keys,
                TestCertificate.of(alias, keys)
                        .purpose(KeyPurposeId.id_kp_clientAuth)
                        .build(),
                PASSWORD);
    }

    /** The root before the authority that it certifies. A key store of the type JKS takes it, PKCS12 does not. */
    TestKeyStore outOfOrder(String alias) throws Exception {
        KeyPair keys = newKeys();
        KeyPair authority = newKeys();
        KeyPair root = newKeys();
        return entry(
                alias,
                keys,
                PASSWORD,
                TestCertificate.of(alias, keys).issuedBy("authority", authority).build(),
                TestCertificate.of("root", root).build(),
                TestCertificate.of("authority", authority)
                        .issuedBy("root", root)
                        .build());
    }

    /** The certificate of an authority. */
    TestKeyStore trusted(String alias, X509Certificate certificate) throws GeneralSecurityException {
        store.setCertificateEntry(alias, certificate);
        return this;
    }

    private TestKeyStore entry(String alias, Instant notBefore, Instant notAfter)
            throws GeneralSecurityException, OperatorCreationException {
        KeyPair keys = newKeys();
        return entry(alias, keys, certificate(alias, keys, notBefore, notAfter), PASSWORD);
    }

    private TestKeyStore entry(String alias, KeyPair keys, X509Certificate certificate, String password)
            throws GeneralSecurityException {
        return entry(alias, keys, password, certificate);
    }

    private TestKeyStore entry(String alias, KeyPair keys, String password, Certificate... chain)
            throws GeneralSecurityException {
        store.setKeyEntry(alias, keys.getPrivate(), password.toCharArray(), chain);
        return this;
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        return newKeys("EC", 256);
    }

    private static KeyPair newKeys(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(String name, KeyPair keys, Instant notBefore, Instant notAfter)
            throws GeneralSecurityException, OperatorCreationException {
        return TestCertificate.of(name, keys).valid(notBefore, notAfter).build();
    }

    /** Writes, or replaces, the file. */
    TestKeyStore save() throws GeneralSecurityException, IOException {
        Files.write(file, octets());
        return this;
    }

    /** The certificate of an alias. */
    X509Certificate certificate(String alias) throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(alias);
    }

    /** For a client that has these keys. */
    KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    /** What {@link #save} writes. */
    byte[] octets() throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD.toCharArray());
        return out.toByteArray();
    }
}
