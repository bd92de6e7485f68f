package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.postern.ip.LocalAddress;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ConnectionFacts;
import org.postern.net.Ip;
import org.postern.net.ProxyFacts;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;
import org.postern.smtp.Envelope;
import org.postern.smtp.Hello;
import org.postern.smtp.Recipient;
import org.postern.tls.CertificateBuilder;
import org.postern.tls.TestCertificates;

/** What makes a message another one, and what does not. */
class FingerprintTest {
    private static final List<X509Certificate> ALICE = List.of(certificate("CN=alice"));
    private static final List<X509Certificate> BOB = List.of(certificate("CN=bob"));

    /** One message, which each test changes in one thing. */
    private static final class Sample {
        private String bean = "Orders (orders)";
        private String peer = "192.0.2.1";
        private int port = 40_000;
        private String local = "192.0.2.25";
        private String helo = "client.example.org";
        private Optional<String> user = Optional.empty();
        private Optional<TlsFacts> tls = Optional.empty();
        private Optional<ProxyFacts> proxy = Optional.empty();
        private Optional<String> reversePath = Optional.of("a@example.org");
        private List<String> recipients = List.of("b@example.org", "c@example.org");
        private Map<String, String> parameters = Map.of();
        private String content = "Subject: order\r\n\r\n1 x widget\r\n";
        private String id = "c-1-1";

        private Fingerprint fingerprint() throws Exception {
            ReceivedMessage message = new ReceivedMessage(
                    id,
                    new Envelope(
                            reversePath,
                            parameters,
                            recipients.stream()
                                    .map(mailbox -> new Recipient(mailbox, parameters))
                                    .toList()),
                    ReceivedMessages.content(content),
                    "Received: from " + port + "\r\n",
                    Instant.ofEpochSecond(port),
                    new SessionFacts(
                            new ConnectionFacts(
                                    id,
                                    new InetSocketAddress(Ip.of(peer), port),
                                    new LocalAddress(Ip.of(local), 25),
                                    proxy),
                            new Hello(helo, tls.isPresent() ? "ESMTPS" : "ESMTP"),
                            tls,
                            user.map(name -> new AuthenticatedUser(name, new Subject()))));
            return Fingerprint.of(message, bean);
        }
    }

    private interface Change {
        void of(Sample sample);
    }

    @Test
    void whateverTellsWhoSpeaksOrWhatIsSaidMakesAnotherMessage() throws Exception {
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("nothing", sample -> {});
        changes.put("bean", sample -> sample.bean = "Orders (others)");
        changes.put("IPv4 address", sample -> sample.peer = "192.0.2.2");
        changes.put("IPv6 address", sample -> sample.peer = "2001:db8::1");
        changes.put("another IPv6 address", sample -> sample.peer = "2001:db8::2");
        changes.put("name", sample -> sample.helo = "other.example.org");
        changes.put("no name", sample -> sample.helo = "");
        changes.put("user", sample -> sample.user = Optional.of("alice"));
        changes.put("other user", sample -> sample.user = Optional.of("bob"));
        changes.put("user without a name", sample -> sample.user = Optional.of(""));
        changes.put("certificate", sample -> sample.tls = tls(ALICE));
        changes.put("other certificate", sample -> sample.tls = tls(BOB));
        changes.put(
                "certificate of another authority", sample -> sample.tls = tls(List.of(ofOtherAuthority("CN=alice"))));
        changes.put("client of a proxy", sample -> sample.proxy = proxy(Optional.of("alice")));
        changes.put("other client of a proxy", sample -> sample.proxy = proxy(Optional.of("bob")));
        changes.put("sender", sample -> sample.reversePath = Optional.of("b@example.org"));
        changes.put("no sender", sample -> sample.reversePath = Optional.empty());
        changes.put("one recipient", sample -> sample.recipients = List.of("b@example.org"));
        changes.put("other recipient", sample -> sample.recipients = List.of("b@example.org", "d@example.org"));
        changes.put("local part", sample -> sample.recipients = List.of("B@example.org", "c@example.org"));
        changes.put("same one twice", sample -> sample.recipients = List.of("b@example.org", "b@example.org"));
        changes.put("recipients run together", sample -> sample.recipients = List.of("b@example.orgc@example.org"));
        changes.put("content", sample -> sample.content += "1 x gadget\r\n");
        changes.put("empty content", sample -> sample.content = "");
        changes.put("end of content", sample -> sample.content = sample.content.stripTrailing());
        changes.put("recipient in content", sample -> {
            sample.recipients = List.of("b@example.org");
            sample.content = "c@example.org" + sample.content;
        });
        changes.put("user in name", sample -> sample.helo = "client.example.orgalice");

        Map<Fingerprint, String> seen = new LinkedHashMap<>();
        List<String> same = new ArrayList<>();
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            String before = seen.put(with(change.getValue()), change.getKey());
            if (before != null) {
                same.add(before + " and " + change.getKey());
            }
        }
        assertThat(same).isEmpty();
    }

    @Test
    void whatASecondTryMayChangeDoesNot() throws Exception {
        List<Change> changes = List.of(
                sample -> sample.port = 50_000,
                sample -> sample.local = "192.0.2.26",
                sample -> sample.id = "c-2-7",
                sample -> sample.parameters = Map.of("SIZE", "100"),
                sample -> sample.tls = tls(List.of()),
                sample -> sample.proxy = proxy(Optional.empty()),
                sample -> sample.recipients = List.of("c@example.org", "b@example.org"),
                sample -> sample.recipients = List.of("\"b\"@Example.ORG.", "c@example.org"));

        for (Change change : changes) {
            assertThat(with(change)).isEqualTo(new Sample().fingerprint());
        }
    }

    /** A certificate is renewed with another key and other dates. */
    @Test
    void aRenewedCertificateIsTheSameClient() throws Exception {
        X509Certificate renewed = certificate("CN=alice");
        assertThat(renewed).isNotEqualTo(ALICE.get(0));

        assertThat(with(sample -> sample.tls = tls(List.of(renewed))))
                .isEqualTo(with(sample -> sample.tls = tls(ALICE)));
    }

    private static Fingerprint with(Change change) throws Exception {
        Sample sample = new Sample();
        change.of(sample);
        return sample.fingerprint();
    }

    private static Optional<TlsFacts> tls(List<X509Certificate> client) {
        return Optional.of(new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", Optional.empty(), client));
    }

    private static Optional<ProxyFacts> proxy(Optional<String> client) {
        return Optional.of(new ProxyFacts(new InetSocketAddress(Ip.of("192.0.2.9"), 1), Optional.empty(), client));
    }

    private static X509Certificate ofOtherAuthority(String subject) {
        return CertificateBuilder.ofSubject(TestCertificates.EC, subject)
                .issuedBy(TestCertificates.EC, "other authority")
                .build();
    }

    private static X509Certificate certificate(String subject) {
        return CertificateBuilder.ofSubject(TestCertificates.keyPair("EC", 256), subject)
                .issuedBy(TestCertificates.EC, "authority")
                .build();
    }
}
