package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One certificate among others is for a kind of key that Java cannot read, and the others are served all the same. */
class OddCertificatesTest {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final KeyPair ODD = ForeignKeys.explicitParameters("secp256r1");
    private static final char[] PASSWORD = TestKeyStore.PASSWORD.toCharArray();

    @TempDir
    private Path directory;

    /** The JDK reads the one file, and not the other; all but the authority is the same in both. */
    @ParameterizedTest
    @CsvSource({
        "mx, mx, 'mx'",
        "Mx, MX, 'mx'",
        "-, 1, '1'",
        "- -, 2, '1, 2'",
        "- a -, 2, '1, 2, a'",
        "a mx - b, mX, '1, a, b, mx'",
        "mx mx, mx, 'mx'",
        "a A, a, 'a'"
    })
    void anAliasIsTheSameHoweverAFileIsRead(String names, String bound, String aliases) throws Exception {
        for (KeyPair authority : List.of(TestCertificates.OTHER_RSA, ODD)) {
            Administrator admin = new Administrator(directory);
            write(admin.file(), authority, names.split(" "));

            admin.bindings = "*=" + bound;
            assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
            admin.bindings = "*=nobody";
            assertThat(admin.looks().reason()).contains("its private keys are " + aliases + ".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12 with 3DES and RC2", "BCFKS", "PEM, the key first", "PEM, the chain backwards"})
    void whatIsLeftOutOfAChainIsSaid(String dress) throws Exception {
        KeyPair keys = TestCertificates.EC;
        X509Certificate own = CertificateBuilder.of(keys, "mx")
                .names(CertificateCatalogue.NAME)
                .issuedBy(ODD, "Authority")
                .buildForeign();
        X509Certificate authority = CertificateBuilder.of(ODD, "Authority")
                .issuedBy(TestCertificates.OTHER_EC, "Root")
                .authority()
                .buildForeign();
        Administrator admin = new Administrator(directory);
        admin.sets(StoreDresses.all().get(dress).write(directory, keys, own, authority));

        assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
        assertThat(admin.looks().warnings())
                .contains(
                        "The chain of mx (CN=mx) ends with a certificate of CN=Authority, whose own certificate is left"
                                + " out: it is for an EC key with parameters of its own instead of the name of a curve, which Java"
                                + " can neither read nor send: clients that do not know it cannot verify. Have the certificate"
                                + " issued by another authority.");
        assertThat(admin.looks().warnings()).noneMatch(warning -> warning.contains("add its certificate"));

        // Where it is not there, adding it is the remedy; and the other remedy.
        admin.sets(StoreDresses.all().get(dress).write(directory, keys, own));
        assertThat(admin.looks().warnings()).anyMatch(warning -> warning.contains("add its certificate"));
        admin.sets(StoreDresses.all().get(dress).write(directory, keys, issuedByAnother()));
        assertThat(admin.looks().warnings()).noneMatch(warning -> warning.contains("ends with a certificate of"));
    }

    /** While the adapter runs. */
    @Test
    void itIsSaidAsLongAsItIsSo() throws Exception {
        KeyPair keys = TestCertificates.EC;
        X509Certificate own =
                CertificateBuilder.of(keys, "mx").issuedBy(ODD, "Authority").buildForeign();
        X509Certificate authority =
                CertificateBuilder.of(ODD, "Authority").issuedBy(ODD, "Root").buildForeign();
        StoreDresses.Dress dress = StoreDresses.all().get("PEM, the key first");
        Administrator admin = new Administrator(directory);
        admin.sets(dress.write(directory, keys, own));
        TlsOffers offers = admin.starts();
        for (boolean there : new boolean[] {true, false, true}) {
            dress.write(directory, keys, there ? new X509Certificate[] {own, authority} : new X509Certificate[] {own});
            offers.refresh();

            assertThat(Administrator.offer(offers).warnings())
                    .filteredOn(warning -> warning.contains("ends with a certificate of CN=Authority"))
                    .singleElement()
                    .asString()
                    .contains(there ? "is left out" : "add its certificate");
        }
    }

    /** The JDK alone knows these formats, and reads all of a file or nothing. */
    @ParameterizedTest
    @CsvSource({"JKS, file:", "JCEKS, file:", "PKCS12, trust"})
    void aFileThatCannotBeReadForOneOfItsCertificatesIsNotCalledDamaged(String type, String where) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        X509Certificate own = CertificateBuilder.of(TestCertificates.EC, "mx")
                .issuedBy(ODD, "Authority")
                .buildForeign();
        X509Certificate authority = CertificateBuilder.of(ODD, "Authority").buildForeign();
        store.setKeyEntry("mx", TestCertificates.EC.getPrivate(), PASSWORD, new X509Certificate[] {own, authority});
        boolean trust = where.equals("trust");
        Administrator admin = new Administrator(directory);
        Path file = trust ? directory.resolve("trusted") : admin.file();
        if (trust) {
            store.setCertificateEntry("authority", authority);
            admin.imports(TestKeyStore.pkcs12().key("mx", TestCertificates.EC, own));
            admin.sets(policy -> policy.clientCertificates(TlsPolicy.ClientCertificates.NEED));
            admin.setsTrustStore(file);
        }
        save(store, file);

        assertThat(admin.looks().reason())
                .contains(
                        "Java cannot read one of its certificates, which is damaged, or for a kind of key that Java does"
                                + " not know. Remove it from the file, or restore the file.")
                .doesNotContain("assword")
                .doesNotContain("keyStoreType");

        store.setKeyEntry("mx", TestCertificates.EC.getPrivate(), PASSWORD, new X509Certificate[] {own});
        if (trust) {
            store.setCertificateEntry(
                    "authority",
                    CertificateBuilder.of(TestCertificates.RSA, "CA")
                            .authority()
                            .build());
        }
        save(store, file);
        assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
    }

    private static X509Certificate[] issuedByAnother() {
        return new X509Certificate[] {
            CertificateBuilder.of(TestCertificates.EC, "mx")
                    .names(CertificateCatalogue.NAME)
                    .issuedBy(TestCertificates.OTHER_EC, "Another")
                    .build(),
            CertificateBuilder.of(TestCertificates.OTHER_EC, "Another")
                    .authority()
                    .build()
        };
    }

    private static void save(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
    }

    /** Each key has a certificate of the authority. */
    private static void write(Path file, KeyPair authority, String... names)
            throws IOException, OperatorCreationException, PKCSException {
        OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(
                        PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)
                .setProvider(PROVIDER)
                .build(PASSWORD);
        List<PKCS12SafeBag> certificates = new ArrayList<>();
        PKCS12PfxPduBuilder file12 = new PKCS12PfxPduBuilder();
        for (int i = 0; i < names.length; i++) {
            KeyPair pair = i % 2 == 0 ? TestCertificates.EC : TestCertificates.RSA;
            DEROctetString id = new DEROctetString(new byte[] {(byte) i});
            certificates.add(bag(CertificateBuilder.of(pair, "mx").issuedBy(authority, "Authority"))
                    .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id)
                    .build());
            PKCS12SafeBagBuilder key = new PKCS12SafeBagBuilder(
                            PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()), encryptor)
                    .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id);
            if (!names[i].equals("-")) {
                key.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(names[i]));
            }
            file12.addData(key.build());
        }
        certificates.add(
                bag(CertificateBuilder.of(authority, "Authority").authority()).build());
        file12.addEncryptedData(encryptor, certificates.toArray(PKCS12SafeBag[]::new));
        Files.write(
                file,
                file12.build(new JcePKCS12MacCalculatorBuilder().setProvider(PROVIDER), PASSWORD)
                        .getEncoded());
    }

    private static PKCS12SafeBagBuilder bag(CertificateBuilder certificate) throws IOException {
        return new PKCS12SafeBagBuilder(new X509CertificateHolder(encoded(certificate)));
    }

    private static byte[] encoded(CertificateBuilder certificate) throws IOException {
        try {
            return certificate.buildForeign().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
