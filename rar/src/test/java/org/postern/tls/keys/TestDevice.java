package org.postern.tls.keys;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import org.postern.tls.TestCertificates;

/** A device as PKCS#11 shows it: one key {@code mx} that stays inside and wants no password, and no dates. */
final class TestDevice extends KeyStoreSpi {
    static final PrivateKey HANDLE = new PrivateKey() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            throw new AssertionError("A device does not give its keys away");
        }
    };

    private final Certificate certificate;
    private final Runnable connection;

    TestDevice(KeyPair keys, Runnable connection) {
        this.certificate = TestCertificates.certificate(keys, "device");
        this.connection = connection;
    }

    KeyStore store() throws Exception {
        KeyStore store = new KeyStore(this, null, "device") {};
        store.load(null, null);
        return store;
    }

    @Override
    public Key engineGetKey(String alias, char[] password) throws NoSuchAlgorithmException {
        if (password != null) {
            throw new NoSuchAlgorithmException("password must be null");
        }
        return HANDLE;
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
        return new Certificate[] {certificate};
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
        return certificate;
    }

    @Override
    public Date engineGetCreationDate(String alias) {
        throw new ProviderException(new UnsupportedOperationException());
    }

    @Override
    public Enumeration<String> engineAliases() {
        connection.run();
        return Collections.enumeration(List.of("mx"));
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return alias.equals("mx");
    }

    @Override
    public int engineSize() {
        return 1;
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return true;
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public void engineLoad(InputStream in, char[] password) {}

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
        throw new UnsupportedOperationException();
    }
}
