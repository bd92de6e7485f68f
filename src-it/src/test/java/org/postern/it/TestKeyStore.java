package org.postern.it;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
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
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A PKCS12 file with self-signed certificates; the subject of each is {@code CN=} and its alias. */
final class TestKeyStore {
    /** Payara opens the container's key store with its own password, and this is the one it has by default. */
    static final String PASSWORD = "changeit";

    private static final Duration DAY = Duration.ofDays(1);

    private final Path file;
    private final KeyStore store;

    private TestKeyStore(Path file) throws GeneralSecurityException, IOException {
        this.file = file;
        store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
    }

    static TestKeyStore at(Path file) throws GeneralSecurityException, IOException {
        return new TestKeyStore(file);
    }

    Path file() {
        return file;
    }

    TestKeyStore good(String alias) throws GeneralSecurityException, OperatorCreationException {
        return entry(alias, Instant.now().minus(DAY), Instant.now().plus(DAY));
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

    private TestKeyStore entry(String alias, Instant notBefore, Instant notAfter)
            throws GeneralSecurityException, OperatorCreationException {
        KeyPair keys = newKeys();
        return entry(alias, keys, certificate(alias, keys, notBefore, notAfter), PASSWORD);
    }

    private TestKeyStore entry(String alias, KeyPair keys, X509Certificate certificate, String password)
            throws GeneralSecurityException {
        store.setKeyEntry(alias, keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        return this;
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    private static X509Certificate certificate(String name, KeyPair keys, Instant notBefore, Instant notAfter)
            throws GeneralSecurityException, OperatorCreationException {
        X500Principal self = new X500Principal("CN=" + name);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                self, BigInteger.ONE, Date.from(notBefore), Date.from(notAfter), self, keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Writes, or replaces, the file. */
    TestKeyStore save() throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return this;
    }
}
