package org.postern.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.TestPem;

/** Every form in which a key and its chain are kept, under the alias {@code mx}. */
public final class StoreDresses {
    private static final String PASSWORD = TestKeyStore.PASSWORD;

    private StoreDresses() {}

    /** One of them. */
    @FunctionalInterface
    public interface Dress {
        /** Writes into a directory that is empty, and tells what an administrator sets. */
        KeyStoreSettings write(Path directory, KeyPair keys, X509Certificate... chain)
                throws GeneralSecurityException, IOException;
    }

    /** The one for everything that is not about stores. */
    public static Dress usual() {
        return (directory, keys, chain) ->
                file(TestKeyStore.jks().key("mx", keys, chain).write(directory.resolve("chain.jks")));
    }

    /** All of them, with their names. */
    public static Map<String, Dress> all() {
        Map<String, Dress> all = new LinkedHashMap<>();
        all.put(
                "PKCS12 as this JDK makes it",
                (directory, keys, chain) ->
                        file(TestKeyStore.pkcs12().key("mx", keys, chain).write(directory.resolve("chain.p12"))));
        all.put("PKCS12 with 3DES and RC2", (directory, keys, chain) -> bouncyCastle("PKCS12", directory, keys, chain));
        all.put("PKCS12 with the empty password", (directory, keys, chain) -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("mx", keys.getPrivate(), new char[0], chain);
            Path file = directory.resolve("chain.p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, new char[0]);
            }
            return new KeyStoreSettings("file:" + file, null, null, null);
        });
        all.put(
                "PKCS12, an upper case alias",
                (directory, keys, chain) ->
                        file(TestKeyStore.pkcs12().key("MX", keys, chain).write(directory.resolve("chain.p12"))));
        all.put(
                "PKCS12, one of several keys",
                (directory, keys, chain) -> file(TestKeyStore.pkcs12()
                        .key("a", TestCertificates.RSA)
                        .key("mx", keys, chain)
                        .key("z", TestCertificates.OTHER_EC)
                        .write(directory.resolve("chain.p12"))));
        all.put("JKS with a password of the key", (directory, keys, chain) -> {
            Path file = TestKeyStore.jks()
                    .keyWithPassword("mx", keys, "another", chain)
                    .write(directory.resolve("chain.jks"));
            return new KeyStoreSettings("file:" + file, null, PASSWORD, "another");
        });
        all.put(
                "JCEKS",
                (directory, keys, chain) ->
                        file(TestKeyStore.jceks().key("mx", keys, chain).write(directory.resolve("chain.jceks"))));
        all.put("BCFKS", (directory, keys, chain) -> bouncyCastle("BCFKS", directory, keys, chain));
        all.put("the same alias in two stores, the first wins", (directory, keys, chain) -> {
            Path first = TestKeyStore.jks().key("mx", keys, chain).write(directory.resolve("chain.jks"));
            Path second =
                    TestKeyStore.pkcs12().key("mx", TestCertificates.OTHER_EC).write(directory.resolve("second.p12"));
            return new KeyStoreSettings("file:" + first + ", file:" + second, null, PASSWORD, null);
        });
        pem(all);
        return all;
    }

    private static void pem(Map<String, Dress> all) {
        all.put(
                "PEM, the key first",
                (directory, keys, chain) ->
                        pem(directory, TestPem.pkcs8(keys.getPrivate()) + TestPem.certificates(chain)));
        all.put(
                "PEM, the key last",
                (directory, keys, chain) ->
                        pem(directory, TestPem.certificates(chain) + TestPem.pkcs8(keys.getPrivate())));
        all.put(
                "PEM, the key in the form of its kind",
                (directory, keys, chain) ->
                        pem(directory, TestPem.traditional(keys.getPrivate()) + TestPem.certificates(chain)));
        all.put(
                "PEM, the key encrypted",
                (directory, keys, chain) ->
                        pem(directory, TestPem.aes(keys.getPrivate(), PASSWORD) + TestPem.certificates(chain)));
        all.put("PEM, the chain backwards", (directory, keys, chain) -> {
            List<X509Certificate> backwards = new ArrayList<>(List.of(chain));
            Collections.reverse(backwards);
            return pem(
                    directory,
                    TestPem.pkcs8(keys.getPrivate()) + TestPem.certificates(backwards.toArray(X509Certificate[]::new)));
        });
        all.put("PEM, a file as certbot lays it out", (directory, keys, chain) -> {
            Path live = Files.createDirectories(directory.resolve("live").resolve("mx"));
            Files.writeString(live.resolve("privkey.pem"), TestPem.pkcs8(keys.getPrivate()), StandardCharsets.US_ASCII);
            Files.writeString(live.resolve("fullchain.pem"), TestPem.certificates(chain), StandardCharsets.US_ASCII);
            return new KeyStoreSettings("pem:" + directory.resolve("live"), null, null, null);
        });
    }

    private static KeyStoreSettings bouncyCastle(String type, Path directory, KeyPair keys, X509Certificate... chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type, new BouncyCastleProvider());
        store.load(null, null);
        store.setKeyEntry("mx", keys.getPrivate(), PASSWORD.toCharArray(), chain);
        Path file = directory.resolve("chain.store");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file(file);
    }

    private static KeyStoreSettings pem(Path directory, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("mx.pem"), text, StandardCharsets.US_ASCII);
        return new KeyStoreSettings("pem:" + file, null, PASSWORD, null);
    }

    private static KeyStoreSettings file(Path file) {
        return new KeyStoreSettings("file:" + file, null, PASSWORD, null);
    }
}
