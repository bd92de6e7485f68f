package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the records of a domain. */
class DomainCheckTest {
    private static final String HOST = "mx.example.com";
    private static final String KEY = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);
    private static final String KEYS = "_25._tcp.mx.example.com.";
    private static final String POLICY = "_mta-sts.example.com.";

    @AutoClose
    private final FakeDns dns = new FakeDns();

    private final MailDomain domain = new MailDomain("example.com", List.of(HOST));
    private final DomainCheck check = check(Duration.ofSeconds(10));

    DomainCheckTest() throws Exception {}

    @Test
    void hostsThatMxRecordsNameAreRight() {
        dns.mailHost("example.com.", "MX.example.com");
        check.mailHosts();

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("good");
        assertThat(row.getString("found")).isEqualTo("MX.example.com");
    }

    /** Its keys are not compared, and the policy that is made does not allow it. */
    @Test
    void aHostOfAnMxRecordThatIsNotNamedIsTold() {
        dns.mailHost("example.com.", "mx.example.com").mailHost("example.com.", "mx2.example.com");
        check.mailHosts();

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("warning");
        assertThat(row.getString("found")).isEqualTo("mx.example.com, mx2.example.com");
        assertThat(row.getString("sentence")).startsWith("Senders come to mx2.example.com, too.");
    }

    /** Senders that know a policy deliver to no host that it does not allow (RFC 8461, section 4.1). */
    @ParameterizedTest
    @CsvSource({"enforce, bad", "testing, warning"})
    void aPolicyHasToNameTheHostsOfAllMxRecords(String mode, String weight) {
        dns.mailHost("example.com.", "mx.example.com").mailHost("example.com.", "MX2.example.com");
        check.mailHosts();
        check.policyFile("the policy", policy(mode));

        JsonObject row = last(check);
        assertThat(row.getString("weight")).isEqualTo(weight);
        assertThat(row.getString("sentence")).startsWith("It does not name mx2.example.com: ");
    }

    @Test
    void withoutMxRecordsAPolicyHasToNameTheDomainItself() {
        check.mailHosts();
        check.policyFile("the policy", policy("enforce"));

        assertThat(last(check).getString("sentence")).startsWith("It does not name example.com: ");
    }

    @Test
    void aDomainThatTakesNoMailHasNoHostThatAPolicyLacks() {
        dns.mailHost("example.com.", "");
        check.mailHosts();
        check.policyFile("the policy", policy("enforce"));

        assertThat(check.rows().getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("weight"), row -> row.getString("sentence"))
                .containsExactly(
                        tuple("warning", "Senders do not come to mx.example.com."),
                        tuple("good", "It names all hosts, also those of the MX records."));
    }

    @Test
    void aPolicyOfHostsThatWereNotSeenIsNoGoodResult() {
        check.policyFile("the policy", policy("enforce"));

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("warning");
        assertThat(row.getString("sentence")).contains("the MX records were not seen");
    }

    @Test
    void aHostThatNoMxRecordNamesIsTold() {
        dns.mailHost("example.com.", "mx9.example.com");
        check.mailHosts();

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("warning");
        assertThat(row.getString("sentence")).contains("do not come to mx.example.com");
    }

    @Test
    void theRecordOfTheKeyThatIsServedIsRight() {
        dns.key(KEYS, "03 01 01" + KEY);
        check.keys(HOST, Set.of(KEY));

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("good");
        assertThat(row.getString("found")).isEqualTo("3 1 1 " + KEY);
    }

    @Test
    void aRecordOfAnotherKeyAloneKeepsSendersAway() {
        dns.key(KEYS, "03 01 01" + OTHER);
        check.keys(HOST, Set.of(KEY));

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("bad");
        assertThat(row.getString("sentence")).contains("DANE senders do not deliver", "3 1 1 " + OTHER);
    }

    @Test
    void whileAKeyIsAboutToBeChangedThereAreTwo() {
        dns.key(KEYS, "03 01 01" + KEY).key(KEYS, "03 01 01" + OTHER);
        check.keys(HOST, Set.of(KEY));

        JsonObject row = row(check);
        assertThat(row.getString("weight")).isEqualTo("good");
        assertThat(row.getString("sentence")).contains("about to be changed, or of another server behind this name");
    }

    @Test
    void recordsOfAnotherKindAreNotJudged() {
        dns.key(KEYS, "02 01 01" + KEY);
        check.keys(HOST, Set.of(KEY));

        assertThat(row(check).getString("weight")).isEqualTo("warning");
    }

    @Test
    void withoutRecordsThereIsNoDane() {
        check.keys(HOST, Set.of(KEY));

        assertThat(row(check).getString("sentence")).startsWith("None is published");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=STSv1; id=20261129; | | good
            v=STSv1; id=2026-11-29 | | bad
            v=STSv1; | | bad
            v=STSv1; id=1 | v=STSv1; id=2 | bad
            v=spf1 -all | | warning
            """)
    void ofPoliciesOneHasToBeThere(String first, String second, String weight) {
        dns.text(POLICY, first);
        if (second != null) {
            dns.text(POLICY, second);
        }
        check.policy(
                host -> {
                    throw new UnknownHostException(host);
                },
                Optional.empty());

        assertThat(row(check).getString("weight")).isEqualTo(weight);
    }

    @Test
    void theStringsOfARecordBelongTogether() throws Exception {
        dns.text(POLICY, "v=STSv1; ", "id=\"1\\2\"", "3;");

        assertThat(dns.asked().texts(POLICY)).containsExactly("v=STSv1; id=\"1\\2\"3;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=TLSRPTv1; rua=mailto:tls@example.com | good
            v=TLSRPTv1; ext=1; rua=mailto:a@b | good
            v=TLSRPTv1; rua=MAILTO:a@b | good
            v=TLSRPTv1;rua=https://example.com/reports;ext=1 | good
            v=TLSRPTv1; rua=ftp://example.com | bad
            v=TLSRPTv1; ext=1 | bad
            """)
    void whereReportsGoIsRead(String record, String weight) {
        dns.text("_smtp._tls.example.com.", record);
        check.reports();

        assertThat(row(check).getString("weight")).isEqualTo(weight);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: STSv1/mode: enforce/mx: mx.example.com/max_age: 604800 | good
            version: STSv1/mode: enforce/mx: *.example.com/max_age: 604800 | good
            version: STSv1/mode: enforce/mx: *.mail.example.com/max_age: 604800 | bad
            version: STSv1/mode: testing/mx: mx2.example.com/max_age: 604800 | warning
            version: STSv1/mode: none/max_age: 60 | warning
            version: STSv1/mode: none/mx: mx.example.com/max_age: 60 | warning
            version: STSv1/mode: enforce/mx: mx.example.com/max_age: 604800/mode: on/max_age: x/version: 2 | good
            version: STSv1/mode: on/mx: mx.example.com/max_age: 604800/mode: enforce | bad
            version: STSv2/mode: enforce/mx: mx.example.com/max_age: 604800 | bad
            version: STSv1/mode: on/mx: mx.example.com/max_age: 604800 | bad
            version: STSv1/mode: enforce/max_age: 604800 | bad
            version: STSv1/mode: enforce/mx: mx.example.com/max_age: 99999999 | bad
            version: STSv1/mode: enforce/mx: mx.example.com | bad
            """)
    void aPolicyIsReadAsSendersDo(String file, String weight) {
        dns.mailHost("example.com.", HOST);
        check.mailHosts();
        check.policyFile("the policy", file.replace("/", "\r\n"));

        assertThat(last(check).getString("weight")).isEqualTo(weight);
    }

    @Test
    void aPolicyThatDemandsNothingIsTold() {
        check.policyFile("the policy", "version: STSv1\nmode: none\nmax_age: 60\n");

        assertThat(row(check).getString("sentence")).isEqualTo("Its mode is none: senders demand nothing.");
    }

    @Test
    void aNameServerThatIsSilentHoldsUpNothingForLong() {
        MailDomain asleep = new MailDomain("silent.example", List.of(HOST));
        DomainCheck silent = new DomainCheck(asleep, dns.asked(), Deadline.in(Duration.ofSeconds(10)));

        silent.mailHosts();

        assertThat(row(silent).getString("sentence")).startsWith("The resolver of this machine gave no answer");
    }

    @Test
    void whenTheTimeIsOverNothingIsAskedAnyMore() {
        DomainCheck late = check(Duration.ZERO);

        late.mailHosts();

        assertThat(row(late).getString("sentence")).contains("time was over");
    }

    @Test
    void whenTheTimeIsOverNoPolicyIsSaidToBeMissing() {
        DomainCheck late = check(Duration.ZERO);

        late.policy(
                host -> {
                    throw new UnknownHostException(host);
                },
                Optional.empty());

        assertThat(late.rows().getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("sentence"))
                .containsOnly("The time was over before this was asked.");
    }

    @Test
    void aPolicyThatTakesLongerThanTheCheckIsNotSaidToBeMissing() throws Exception {
        Optional<Authorities> authorities = Optional.of(TestIdentity.of(HOST).asAuthority());
        Deadline soon = Deadline.in(Duration.ofMillis(300));
        DomainCheck late = new DomainCheck(domain, dns.asked(), soon);

        late.policyFile(
                host -> {
                    while (!soon.isOver()) {
                        Thread.onSpinWait();
                    }
                    throw new UnknownHostException(host);
                },
                authorities);

        assertThat(row(late).getString("sentence")).isEqualTo("The time was over before it had come.");
    }

    private DomainCheck check(Duration time) {
        return new DomainCheck(domain, dns.asked(), Deadline.in(time));
    }

    private static JsonObject row(DomainCheck check) {
        return check.rows().getJsonObject(0);
    }

    private static JsonObject last(DomainCheck check) {
        JsonArray rows = check.rows();
        return rows.getJsonObject(rows.size() - 1);
    }

    private static String policy(String mode) {
        return "version: STSv1\nmode: %s\nmx: mx.example.com\nmax_age: 604800\n".formatted(mode);
    }
}
