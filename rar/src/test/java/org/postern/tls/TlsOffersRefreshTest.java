package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers follow a key store that is read again. */
class TlsOffersRefreshTest extends TlsOffersRefreshSetUp {
    @Test
    void readsTheKeysTheFirstTimeAndThenOnlyAfterAChange() {
        assertThat(offers.refresh()).isTrue();
        assertThat(offers.refresh()).isFalse();
        assertThat(source.loads()).isEqualTo(1);

        source.put(mx());

        assertThat(offers.refresh()).isTrue();
        assertThat(source.loads()).isEqualTo(2);
    }

    @Test
    void noticesAnAliasThatWasAdded() {
        source.put(TestKeyStore.pkcs12());
        offers.refresh();
        assertThat(verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);

        source.put(mx());

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void withdrawsAnAliasThatWasRemovedAtOnce() {
        offers.refresh();

        source.put(TestKeyStore.pkcs12());

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);
    }

    @Test
    void keepsTheCertificateObjectWhenTheFileChangedButNotTheCertificate() throws Exception {
        TlsHandshake client = new TlsHandshake();
        offers.refresh();
        TlsOffer before = offers.offerFor(ADDRESS);
        client.with(before.newEngine(), "TLSv1.2");

        source.touch();

        assertThat(offers.refresh()).isFalse();
        assertThat(source.loads()).isEqualTo(2);
        TlsOffer after = offers.offerFor(ADDRESS);
        assertThat(after.findings().get(0).certificate().orElseThrow())
                .isSameAs(before.findings().get(0).certificate().orElseThrow());
        client.with(after.newEngine(), "TLSv1.2");
        assertThat(client.certificatesSeen())
                .as("handshakes that were not resumed")
                .isEqualTo(1);
    }

    @Test
    void reportsAStoreThatWasNeverReadableAtOnce() {
        source.damage();

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.KEYSTORE_UNREADABLE);
        assertThat(offers.offerFor(ADDRESS).reason()).isEqualTo("Cannot read keys.p12: it is damaged.");
    }

    /** It may be a device that hangs: whoever waited for it would hang, too. */
    @Test
    void whoeverComesWhileAStoreIsReadDoesNotWaitForIt() {
        List<Boolean> news = new CopyOnWriteArrayList<>();
        source.whileLoading(() -> news.add(inTime(offers::refresh)));

        assertThat(inTime(offers::refresh)).isTrue();

        assertThat(news).containsExactly(false);
        assertThat(source.loads()).isEqualTo(1);
    }

    @Test
    void whatAnAdministratorWantsReadAgainMeanwhileIsReadAgainByWhoeverIsReading() {
        source.whileLoading(() -> {
            source.whileLoading(() -> {});
            assertThat(inTime(offers::reload)).isFalse();
        });

        assertThat(inTime(offers::refresh)).isTrue();

        assertThat(source.loads()).isEqualTo(2);
    }

    @Test
    void forgivesAStoreThatIsUnreadableOnce() {
        offers.refresh();

        source.damage();

        assertThat(offers.refresh()).isFalse();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void servesWhatItHasWhileAStoreStaysUnreadableAndWarns() {
        offers.refresh();

        source.damage();
        offers.refresh();

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offers.offerFor(ADDRESS).warnings())
                .contains("Cannot read keys.p12: it is damaged. Until then, mx is served as it was read before.");
    }

    @Test
    void looksAgainAtAStoreThatIsUnreadableEvenIfItSeemsUnchanged() {
        source.damage();
        offers.refresh();

        source.permit(mx());

        assertThat(offers.refresh()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    /** Somebody repairs it at any time, and does not wait for long; until then it costs less and less. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30, 100, 1_000})
    void aStoreThatStaysUnreadableIsReadSeldomAndNoticedWithinAMinute(int looks) {
        source.damage();
        for (int i = 0; i < looks; i++) {
            offers.refresh();
        }
        assertThat(source.loads()).isLessThanOrEqualTo(7 + looks / 60);

        source.permit(mx());

        assertThat(looksUntilUsable()).isLessThanOrEqualTo(Math.min(looks + 1, 61));
    }

    /** One key of three, or all of them. */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 50", "true, 1", "true, 50", "true, 1000"})
    void aKeyThatCannotBeReadMakesItsStoreBeReadAgainOnlyIfItMayComeBackUnseen(boolean unseen, int looks) {
        FakeKeyStoreSource device = unseen ? source.unseen() : source;
        TestKeyStore locked = TestKeyStore.pkcs12().keyWithPassword("mx", TestCertificates.EC, "another");
        device.put(locked.key("other", TestCertificates.OTHER_EC));

        for (int i = 0; i < looks; i++) {
            offers.refresh();
        }

        assertThat(verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
        if (unseen) {
            assertThat(device.loads()).isBetween(1, 7 + looks / 60);
            device.permit(mx());
            assertThat(looksUntilUsable()).isLessThanOrEqualTo(Math.min(looks + 1, 61));
        } else {
            assertThat(device.loads()).isEqualTo(1);
        }
    }

    @Test
    void whatAnAdministratorWantsReadAgainIsReadInAPause() {
        source.damage();
        for (int i = 0; i < 100; i++) {
            offers.refresh();
        }
        source.permit(mx());

        assertThat(offers.reload()).isTrue();
        assertThat(verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void saysNothingNewOfAStoreThatStaysUnreadableForTheSameReason() {
        source.damage();
        offers.refresh();

        assertThat(offers.refresh()).isFalse();
    }
}
