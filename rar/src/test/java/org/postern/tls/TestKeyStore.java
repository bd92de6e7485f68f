package org.postern.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** A key store put together entry by entry. */
public final class TestKeyStore {
    /** Of the store and, unless another is given, of its keys. */
    public static final String PASSWORD = "changeit";

    /* The password is no secret. To derive keys from it ten thousand times, as Java does, would be most of what many tests cost. */
    static {
        for (String what : List.of("mac", "keyPbe", "certPbe")) {
            Security.setProperty("keystore.pkcs12." + what + "IterationCount", "10");
        }
    }

    private final KeyStore store;

    private TestKeyStore(String type) {
        try {
            store = KeyStore.getInstance(type);
            store.load(null, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No key store of type " + type, e);
        }
    }

    public static TestKeyStore pkcs12() {
        return new TestKeyStore("PKCS12");
    }

    public static TestKeyStore jks() {
        return new TestKeyStore("JKS");
    }

    public static TestKeyStore jceks() {
        return new TestKeyStore("JCEKS");
    }

    /** A key with a certificate made for it. */
    public TestKeyStore key(String alias, KeyPair keys) {
        return key(alias, keys, TestCertificates.certificate(keys, alias + ".example.org"));
    }

    /** A key with these certificates, whether they belong to it or not. */
    public TestKeyStore key(String alias, KeyPair keys, X509Certificate... chain) {
        return entry(alias, keys.getPrivate(), PASSWORD, chain);
    }

    public TestKeyStore keyWithPassword(String alias, KeyPair keys, String password) {
        return entry(alias, keys.getPrivate(), password, TestCertificates.certificate(keys, alias + ".example.org"));
    }

    TestKeyStore keyWithPassword(String alias, KeyPair keys, String password, X509Certificate... chain) {
        return entry(alias, keys.getPrivate(), password, chain);
    }

    TestKeyStore secretKey(String alias) {
        return entry(alias, new SecretKeySpec(new byte[16], "AES"), PASSWORD);
    }

    public TestKeyStore trusted(String alias, X509Certificate certificate) {
        try {
            store.setCertificateEntry(alias, certificate);
            return this;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the store, over what was there. */
    public Path write(Path file) {
        return write(file, PASSWORD);
    }

    /** The same with another password of the store. */
    public Path write(Path file, String password) {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KeyStore keyStore() {
        return store;
    }

    private TestKeyStore entry(String alias, Key key, String password, Certificate... chain) {
        try {
            store.setKeyEntry(alias, key, password.toCharArray(), chain);
            return this;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
