package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.tls.TestCertificates.EC;
import static org.postern.tls.TestCertificates.OTHER_EC;
import static org.postern.tls.TestCertificates.RSA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;

class PemLayoutTest {
    private static final X509Certificate LEAF = TestCertificates.certificate(EC, "mx.example.org");
    private static final X509Certificate ISSUER = TestCertificates.certificate(RSA, "issuer");
    private static final String KEY = TestPem.pkcs8(EC.getPrivate());
    private static final String OTHER_KEY = TestPem.pkcs8(OTHER_EC.getPrivate());
    private static final String OWN = TestPem.certificates(LEAF);
    private static final String ISSUERS = TestPem.certificates(ISSUER);
    private static final String FULL = OWN + ISSUERS;

    @TempDir
    private Path top;

    @Test
    void readsCertbotsLiveDirectoryThroughItsLinks() throws Exception {
        Path archive = Files.createDirectories(top.resolve("archive/mx.example.org"));
        Path live = Files.createDirectories(top.resolve("live/mx.example.org"));
        write(archive, "privkey2.pem", KEY);
        write(archive, "fullchain2.pem", FULL);
        write(archive, "cert2.pem", OWN);
        write(archive, "chain2.pem", ISSUERS);
        for (String name : List.of("privkey", "fullchain", "cert", "chain")) {
            Files.createSymbolicLink(live.resolve(name + ".pem"), archive.resolve(name + "2.pem"));
        }
        Files.writeString(top.resolve("live/README"), "This directory contains your keys and certificates.");

        assertComplete(load(top.resolve("live")), "mx.example.org");
        assertComplete(load(live), "mx.example.org");
    }

    @Test
    void theAliasIsTheNameAsWrittenAndNotWhereALinkPoints() throws Exception {
        Path real = Files.createDirectory(top.resolve("real"));
        write(real, "privkey.pem", KEY);
        write(real, "fullchain.pem", FULL);
        Path link = Files.createSymbolicLink(top.resolve("mx"), real);

        assertComplete(load(link), "mx");
    }

    @ParameterizedTest
    @CsvSource({"privkey.pem, fullchain.pem", "privkey.key, fullchain.cer", "privkey.pem, fullchain.crt"})
    void aDirectoryNamesItsOwnKey(String key, String certificates) throws Exception {
        Path mx = Files.createDirectory(top.resolve("mx"));
        write(mx, key, KEY);
        write(mx, certificates, FULL);

        assertComplete(load(mx), "mx");
        assertComplete(load(top), "mx");
    }

    @Test
    void putsACertificateAndItsChainTogether() throws Exception {
        Path mx = Files.createDirectory(top.resolve("mx"));
        write(mx, "privkey.pem", KEY);
        write(mx, "cert.pem", OWN);
        assertThat(load(mx).chain("mx")).containsExactly(LEAF);

        write(mx, "chain.pem", ISSUERS);
        assertComplete(load(mx), "mx");
    }

    @Test
    void isNotConfusedByTheDatedFilesOfDehydrated() throws Exception {
        Path mx = Files.createDirectory(top.resolve("mx"));
        write(mx, "privkey-1600000000.pem", OTHER_KEY);
        write(mx, "cert-1600000000.pem", ISSUERS);
        write(mx, "privkey-1700000000.pem", KEY);
        write(mx, "cert-1700000000.pem", OWN);
        write(mx, "chain-1700000000.pem", ISSUERS);
        write(mx, "fullchain-1700000000.pem", FULL);
        for (String name : List.of("privkey", "fullchain", "cert", "chain")) {
            Files.createSymbolicLink(mx.resolve(name + ".pem"), Path.of(name + "-1700000000.pem"));
        }

        assertComplete(load(mx), "mx");
        assertThat(load(mx).contains("privkey-1600000000")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.crt", "mx.cer", "mx.pem", "mx.fullchain.pem", "mx.fullchain.crt"})
    void pairsAKeyWithTheCertificateOfItsName(String certificates) throws Exception {
        write(top, "mx.key", KEY);
        write(top, certificates, FULL);

        assertComplete(load(top), "mx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.issuer.crt", "mx.chain.pem"})
    void addsTheIssuersOfLegoToASingleCertificateOnly(String issuers) throws Exception {
        write(top, "mx.key", KEY);
        write(top, issuers, ISSUERS);
        write(top, "mx.crt", OWN);
        assertComplete(load(top), "mx");

        write(top, "mx.crt", FULL);
        assertComplete(load(top), "mx");
    }

    @Test
    void takesTheFullChainOfAcmeShWhenItIsOfTheSameCertificate() throws Exception {
        Path mx = Files.createDirectory(top.resolve("mx_ecc"));
        write(mx, "mx.key", KEY);
        write(mx, "mx.cer", OWN);
        write(mx, "ca.cer", ISSUERS);
        write(mx, "fullchain.cer", FULL);
        assertComplete(load(top), "mx");

        write(mx, "fullchain.cer", ISSUERS + OWN);
        assertThat(load(top).chain("mx")).containsExactly(LEAF);
    }

    @Test
    void readsTheDirectoriesOfCaddyByTheNamesOfTheFiles() throws Exception {
        Path wildcard = Files.createDirectory(top.resolve("wildcard_.example.org"));
        write(wildcard, "wildcard_.example.org.key", KEY);
        write(wildcard, "wildcard_.example.org.crt", FULL);
        Files.writeString(wildcard.resolve("wildcard_.example.org.json"), "{}");

        assertComplete(load(top), "wildcard_.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.pem", "mx-cert.pem"})
    void pairsTheFilesOfMkcert(String certificates) throws Exception {
        write(top, "mx-key.pem", KEY);
        write(top, certificates, FULL);

        assertComplete(load(top), "mx");
    }

    @Test
    void readsKeyAndCertificatesFromOneFileInEitherOrder() throws Exception {
        write(top, "mx.pem", FULL, KEY);
        assertComplete(load(top), "mx");

        write(top, "mx.pem", KEY, FULL);
        assertComplete(load(top), "mx");
        assertComplete(load(top.resolve("mx.pem")), "mx");
    }

    @Test
    void readsASecretOfKubernetesOnce() throws Exception {
        Path version = Files.createDirectory(top.resolve("..2024_01_01"));
        write(version, "tls.key", KEY);
        write(version, "tls.crt", FULL);
        Files.createSymbolicLink(top.resolve("..data"), version);
        Files.createSymbolicLink(top.resolve("tls.key"), Path.of("..data/tls.key"));
        Files.createSymbolicLink(top.resolve("tls.crt"), Path.of("..data/tls.crt"));

        assertComplete(load(top), "tls");
        assertThat(PemTree.list(top).directories()).hasSize(1);
    }

    @Test
    void ofTwoEntriesOfOneNameTheUpperOneCounts() throws Exception {
        write(top, "mx.key", KEY);
        write(top, "mx.crt", FULL);
        Path below = Files.createDirectory(top.resolve("mx"));
        write(below, "privkey.pem", OTHER_KEY);
        write(below, "fullchain.pem", ISSUERS);

        assertComplete(load(top), "mx");
    }

    @Test
    void anEntryWithAKeyCountsBeforeOneWithout() throws Exception {
        write(top, "mx.crt", ISSUERS);
        Path below = Files.createDirectory(top.resolve("mx"));
        write(below, "privkey.pem", KEY);
        write(below, "fullchain.pem", FULL);

        assertComplete(load(top), "mx");
    }

    @Test
    void aCertificateAloneIsAnAliasWithoutAKey() throws Exception {
        write(top, "mx.crt", OWN);

        LoadedKeys keys = load(top);

        assertThat(keys.contains("mx")).isTrue();
        assertThat(keys.keyAliases()).isEmpty();
        assertThat(keys.key("mx")).isEmpty();
        assertThat(keys.chain("mx")).containsExactly(LEAF);
        assertThat(keys.contains("other")).isFalse();
    }

    @Test
    void aKeyAloneIsAnAliasWithoutAChain() throws Exception {
        write(top, "mx.key", KEY);

        LoadedKeys keys = load(top);

        assertThat(keys.keyAliases()).containsExactly("mx");
        assertThat(keys.key("mx")).contains(EC.getPrivate());
        assertThat(keys.chain("mx")).isEmpty();
    }

    @Test
    void trustsTheCertificatesOfFilesWithoutAKey() throws Exception {
        write(top, "authorities.pem", FULL);
        write(top, "again.crt", ISSUERS);
        KeyPair server = OTHER_EC;
        write(top, "server.pem", OTHER_KEY, TestPem.certificates(TestCertificates.certificate(server, "server")));

        assertThat(load(top).trusted()).containsExactlyInAnyOrder(LEAF, ISSUER);
        assertThat(load(top.resolve("authorities.pem")).trusted()).containsExactly(LEAF, ISSUER);
    }

    private static void assertComplete(LoadedKeys keys, String alias) throws Exception {
        assertThat(keys.keyAliases()).containsExactly(alias);
        assertThat(keys.contains(alias)).isTrue();
        assertThat(keys.key(alias)).contains(EC.getPrivate());
        assertThat(keys.chain(alias)).containsExactly(LEAF, ISSUER);
    }

    private static LoadedKeys load(Path path) throws Exception {
        return new PemKeyStoreSource(path.toFile(), new Passwords(List.of(), List.of()), SettingNames.ADAPTER).load();
    }

    private static void write(Path directory, String name, String... texts) throws IOException {
        TestPem.write(directory.resolve(name), texts);
    }
}
