package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postern.console.StandIns.Certificate;

class StateTest {
    private final StandIns adapter = new StandIns();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final State state = new State(adapter.beans, () -> now);

    @Test
    void theWorstAddressComesFirst() throws Exception {
        adapter.address("192.0.2.1", 25);
        adapter.address("192.0.2.2", 25).verdict = "NO_BINDING";
        StandIns.Address disturbed = adapter.address("192.0.2.3", 25);
        disturbed.anomalies.put("stripped", 1L);
        disturbed.warnings = 1;
        adapter.address("192.0.2.4", 25).warnings = 1;
        adapter.address("192.0.2.5", 25).seconds = 3 * 86_400 + 1;
        adapter.address("192.0.2.6", 25).verdict = "EXPIRED";
        StandIns.Address locked = adapter.address("192.0.2.7", 25);
        locked.verdict = "NO_BINDING";
        locked.required = 1;

        adapter.address("submissions", "192.0.2.8", 465).verdict = "NO_BINDING";

        assertThat(concerns())
                .containsExactly(
                        "192.0.2.6 broken",
                        "192.0.2.7 broken",
                        "192.0.2.8 broken",
                        "192.0.2.5 ending",
                        "192.0.2.3 disturbed",
                        "192.0.2.4 warned",
                        "192.0.2.2 plain",
                        "192.0.2.1 none");
    }

    @Test
    void ofAddressesWithEndingCertificatesTheOneThatEndsFirstComesFirst() throws Exception {
        adapter.address("192.0.2.1", 25).seconds = 86_400;
        adapter.address("192.0.2.2", 25).seconds = 3_600;

        assertThat(concerns()).containsExactly("192.0.2.2 ending", "192.0.2.1 ending");
        assertThat(state.addresses().getJsonObject(0).getInt("daysLeft")).isZero();
        assertThat(state.addresses().getJsonObject(1).getInt("daysLeft")).isEqualTo(1);
    }

    /** It is renewed when half of its life has gone, and a week is never left. */
    @Test
    void aCertificateThatLivesForDaysEndsSoonInItsLastThird() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.lifetime = 6 * 86_400;
        address.seconds = 2 * 86_400;
        assertThat(concerns()).containsExactly("192.0.2.1 none");

        address.seconds--;
        assertThat(concerns()).containsExactly("192.0.2.1 ending");

        address.lifetime = 0; // Not known.
        address.seconds = 7 * 86_400 - 1;
        assertThat(concerns()).containsExactly("192.0.2.1 ending");
    }

    /** With expiredCertificate=keep. */
    @Test
    void aCertificateThatHasEndedAndIsStillServedDoesNotEndSoon() throws Exception {
        adapter.address("192.0.2.1", 25).seconds = 1;
        adapter.address("192.0.2.2", 25).seconds = 0;
        adapter.address("192.0.2.3", 25).verdict = "EXPIRED";

        assertThat(concerns()).containsExactly("192.0.2.3 broken", "192.0.2.2 ended", "192.0.2.1 ending");
    }

    /** The address counts down to the end of the one that ends first, served or not. */
    @Test
    void anEndedCertificateThatWasWithdrawnIsNotCalledServedWhereAnotherOneIs() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.seconds = 0;
        address.warnings = 1; // That it was withdrawn.
        address.certificates.add(ending("EXPIRED", Duration.ofDays(-1)));
        address.certificates.add(ending("USABLE", Duration.ofDays(80)));

        assertThat(concerns()).containsExactly("192.0.2.1 warned");
        assertThat(ends()).isEqualTo(now.plus(Duration.ofDays(80)) + ", 80 days left");

        now = now.plus(Duration.ofDays(77));
        assertThat(concerns()).containsExactly("192.0.2.1 ending");
        assertThat(ends()).isEqualTo(now.plus(Duration.ofDays(3)) + ", 3 days left");
    }

    /** With expiredCertificate=keep. Nearly every client may be served the ended one, if it is the first. */
    @Test
    void anEndedCertificateThatIsServedBesideAnotherHasEnded() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.certificates.add(ending("USABLE", Duration.ofDays(80)));
        address.certificates.add(ending("USABLE", Duration.ofDays(-1)));

        assertThat(concerns()).containsExactly("192.0.2.1 ended");
    }

    @Test
    void theLifeOfACertificateIsThatOfTheServedOneThatEndsFirst() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        Instant end = now.plus(Duration.ofDays(2));
        address.certificates.add(
                new Certificate("CN=mx", List.of()).with("USABLE", end.minus(Duration.ofDays(6)), end));
        assertThat(concerns()).containsExactly("192.0.2.1 none");

        now = now.plusSeconds(1);
        assertThat(concerns()).containsExactly("192.0.2.1 ending");
    }

    @Test
    void aCertificateOfAFewDaysHidesNoOtherThatWasNotRenewed() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        Instant end = now.plus(Duration.ofDays(4));
        address.certificates.add(
                new Certificate("CN=mx", List.of()).with("USABLE", end.minus(Duration.ofDays(6)), end));
        assertThat(concerns()).containsExactly("192.0.2.1 none");
        assertThat(ends()).isEqualTo(end + ", 4 days left");

        address.certificates.add(ending("USABLE", Duration.ofDays(5)));
        assertThat(concerns()).containsExactly("192.0.2.1 ending");
        assertThat(ends()).isEqualTo(now.plus(Duration.ofDays(5)) + ", 5 days left");
    }

    @Test
    void whereNoneIsServedTheEndOfTheFirstIsShown() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.verdict = "EXPIRED";
        address.seconds = 0;
        address.certificates.add(ending("NOT_YET_VALID", Duration.ofDays(80)));
        address.certificates.add(ending("EXPIRED", Duration.ofDays(-1)));

        assertThat(ends()).isEqualTo(now.minus(Duration.ofDays(1)) + ", 0 days left");
    }

    private String ends() {
        JsonObject address = state.addresses().getJsonObject(0);
        return address.getString("ends") + ", " + address.getInt("daysLeft") + " days left";
    }

    private Certificate ending(String verdict, Duration left) {
        Instant end = now.plus(left);
        return new Certificate("CN=mx", List.of()).with(verdict, end.minus(Duration.ofDays(90)), end);
    }

    @Test
    void whatAnAdapterDoesNotHaveOrCannotSayIsLeftOut() throws Exception {
        adapter.register("LocalAddress,adapter=early", new StandIns.Early());

        JsonObject shown = state.addresses().getJsonObject(0);

        assertThat(shown.getString("concern")).isEqualTo("broken");
        assertThat(shown.getJsonObject("values").keySet()).containsExactly("Verdict");
        assertThat(shown.keySet()).containsExactlyInAnyOrder("id", "adapter", "values", "concern");
    }

    @Test
    void anAddressThatAWildcardBringsAlongIsNotCalledBroken() throws Exception {
        adapter.address("smtps", "::1", 465).verdict = "NO_BINDING";
        assertThat(concerns()).containsExactly("::1 plain");

        adapter.register("Acceptor,adapter=shop,scheme=smtps,address=\"::1\",port=465", new StandIns.Acceptor());
        assertThat(concerns()).containsExactly("::1 broken");
    }

    /** Scanners do so at each public port. */
    @Test
    void whatAClientDoesByItselfIsNoInterference() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        Concern.OF_THE_CLIENT.forEach(sign -> address.anomalies.put(sign, 3L));
        assertThat(concerns()).containsExactly("192.0.2.1 none");

        address.anomalies.put("masked command", 1L);
        assertThat(concerns()).containsExactly("192.0.2.1 disturbed");
    }

    @Test
    void nothingChangesByTimeAlone() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.seconds += 100;
        String before = state.whole().toString();

        address.seconds -= 2;

        assertThat(state.whole()).hasToString(before);
    }

    @Test
    void rowsAndMapsAreReadable() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.anomalies.put("stripped", 3L);
        address.certificates.add(new Certificate("CN=<b>mx</b>", List.of("mx.example.com", "192.0.2.1")));

        JsonObject values = state.addresses().getJsonObject(0).getJsonObject("values");

        assertThat(values.getJsonObject("TlsAnomalies").getInt("stripped")).isEqualTo(3);
        JsonObject certificate = values.getJsonArray("Certificates").getJsonObject(0);
        assertThat(certificate.getString("subject")).isEqualTo("CN=<b>mx</b>");
        assertThat(certificate.getJsonArray("names").getString(1)).isEqualTo("192.0.2.1");
    }

    @Test
    void aRowThatIsMissingAmongSeveralHidesNoOther() {
        assertThat(JsonValues.of(new String[] {"one", null, "three"})).hasToString("[\"one\",null,\"three\"]");
    }

    @Test
    void whatIsReadIsBounded() throws Exception {
        StandIns.Address address = adapter.address("192.0.2.1", 25);
        address.reason = "x".repeat(1_000_000);
        for (int i = 0; i < 2_000; i++) {
            address.certificates.add(new Certificate("CN=" + i, List.of()));
        }
        for (int i = 1; i < 1_000; i++) {
            adapter.address("192.0.2.2", i);
        }

        JsonArray all = state.addresses();

        assertThat(all).hasSize(Beans.MOST_BEANS);
        JsonObject values = all.stream()
                .map(one -> one.asJsonObject().getJsonObject("values"))
                .filter(one -> one.getString("Address").equals("192.0.2.1"))
                .findFirst()
                .orElseThrow();
        assertThat(values.getString("Reason")).hasSize(JsonValues.MOST_CHARACTERS + 1);
        assertThat(values.getJsonArray("Certificates")).hasSize(JsonValues.MOST_ROWS);
    }

    @Test
    void beansThatStandStillComeFirst() throws Exception {
        adapter.register("Activation,adapter=shop,bean=A", new StandIns.Pausable());
        StandIns.Pausable paused = new StandIns.Pausable();
        paused.pause();
        adapter.register("Activation,adapter=shop,bean=B", paused);

        JsonArray activations = state.beans().getJsonArray("activations");

        assertThat(activations.getJsonObject(0).getString("id")).contains("bean=B");
        assertThat(activations).hasSize(2);
    }

    @Test
    void anAdapterSaysWhetherItCanTryOtherValues() throws Exception {
        adapter.adapter("old");
        adapter.register("Adapter,adapter=young", new StandIns.TryingAdapter());

        assertThat(state.beans().getJsonArray("adapters"))
                .extracting(one -> one.asJsonObject().getBoolean("canTry"))
                .containsExactly(false, true);
    }

    @Test
    void whatAdaptersKeepIsToldAsSoonAsOneKeepsIt() throws Exception {
        adapter.adapter("old");
        assertThat(state.whole().getBoolean("historyKept")).isFalse();

        adapter.register("History,adapter=young", new StandIns.Kept(List.of()));
        assertThat(state.whole().getBoolean("historyKept")).isTrue();
    }

    private List<String> concerns() {
        return state.addresses().stream()
                .map(one -> one.asJsonObject().getJsonObject("values").getString("Address") + " "
                        + one.asJsonObject().getString("concern"))
                .toList();
    }
}
