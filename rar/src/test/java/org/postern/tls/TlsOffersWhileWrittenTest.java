package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offers while a key store is written, cut or deleted. */
class TlsOffersWhileWrittenTest extends TlsOffersRefreshSetUp {
    @Test
    void withdrawsAStoreThatIsGoneAtTheSecondLook() {
        offers.refresh();

        source.remove();
        assertThat(offers.refresh()).isFalse();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.KEYSTORE_UNREADABLE);
    }

    @Test
    void forgivesAStoreThatIsStillBeingWritten() {
        offers.refresh();

        source.damage();
        offers.refresh();
        source.damage();

        assertThat(offers.refresh()).isFalse();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void servesOnThroughAFileThatIsWrittenInTwoHalves(@TempDir Path directory) throws Exception {
        Path file = mx().write(directory.resolve("keys.p12"));
        TlsOffers fromFile = offers(file);
        fromFile.refresh();
        byte[] renewed = Files.readAllBytes(mx().write(directory.resolve("new.p12")));

        Files.write(file, Arrays.copyOf(renewed, renewed.length / 2));
        assertThat(fromFile.refresh()).isFalse();
        assertThat(fromFile.offerFor(ADDRESS).usable()).isTrue();

        Files.write(file, renewed);
        assertThat(fromFile.refresh()).isTrue();
        assertThat(fromFile.offerFor(ADDRESS).usable()).isTrue();
    }

    @Test
    void withdrawsAFileThatWasDeletedAtTheSecondLook(@TempDir Path directory) throws Exception {
        Path file = mx().write(directory.resolve("keys.p12"));
        TlsOffers fromFile = offers(file);
        fromFile.refresh();

        Files.delete(file);

        assertThat(fromFile.refresh()).isFalse();
        assertThat(fromFile.refresh()).isTrue();
        assertThat(fromFile.offerFor(ADDRESS).reason()).contains("there is no such file");
    }

    @Test
    void aCertificateTakenAwayInPartsIsWithdrawnAtTheSecondLook() {
        source.inParts();
        offers.refresh();

        source.put(TestKeyStore.pkcs12());
        assertThat(offers.refresh()).isFalse();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);
    }

    @Test
    void aCertificateRenewedInPartsIsServedThroughout() {
        source.inParts();
        offers.refresh();

        source.put(TestKeyStore.pkcs12()
                .key("mx", TestCertificates.EC, TestCertificates.certificate(TestCertificates.OTHER_EC, "new")));
        assertThat(offers.refresh()).isFalse();
        source.put(TestKeyStore.pkcs12().key("mx", TestCertificates.OTHER_EC));
        assertThat(offers.refresh()).isTrue();

        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void aCertificateTakenAwayFromAWholeFileIsWithdrawnAtOnce() {
        offers.refresh();

        source.put(TestKeyStore.pkcs12());

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);
    }
}
