package org.postern.run;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key store for this machine only, with a password that is known here alone. It is made when it is needed, never shipped. */
record DevelopmentKeyStore(Path file, String password) {
    static final String ALIAS = "postern-dev";

    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration STILL_USEFUL = Duration.ofDays(1);

    /** The store in that directory, a new one if there is none, or none that can still be used. */
    static DevelopmentKeyStore in(Path directory, Clock clock) throws IOException {
        Path file = directory.resolve(ALIAS + ".p12");
        Path passwordFile = directory.resolve(ALIAS + ".password");
        if (Files.exists(file) && Files.exists(passwordFile)) {
            DevelopmentKeyStore existing = new DevelopmentKeyStore(file, Files.readString(passwordFile));
            if (existing.lastsUntil(clock.instant().plus(STILL_USEFUL))) {
                return existing;
            }
        }
        Files.createDirectories(directory);
        DevelopmentKeyStore created = new DevelopmentKeyStore(file, randomPassword());
        Path unfinished = created.write(clock.instant());
        OwnerOnly.write(passwordFile, created.password());
        Files.move(unfinished, file, ATOMIC_MOVE);
        return created;
    }

    /** Payara's documented way to name the container's key store. */
    Map<String, String> forThisJvm() {
        return Map.of("javax.net.ssl.keyStore", file.toString(), "javax.net.ssl.keyStorePassword", password);
    }

    private boolean lastsUntil(Instant moment) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            return store.getCertificate(ALIAS) instanceof X509Certificate certificate
                    && certificate.getNotAfter().toInstant().isAfter(moment);
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private Path write(Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            PrivateKey key = keys.getPrivate();
            store.setKeyEntry(ALIAS, key, password.toCharArray(), new Certificate[] {certificate(keys, now)});

            Path unfinished = OwnerOnly.write(file.resolveSibling(file.getFileName() + ".tmp"), "");
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                store.store(out, password.toCharArray());
            }
            return unfinished;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("Cannot make a development key store", e);
        }
    }

    private static X509Certificate certificate(KeyPair keys, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name self = new X500Name("CN=localhost");
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        });
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        self,
                        new BigInteger(128, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(VALIDITY)),
                        self,
                        keys.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, names)
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static String randomPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
