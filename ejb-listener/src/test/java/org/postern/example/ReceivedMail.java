package org.postern.example;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.mime.ContentLimits;
import org.postern.mime.HeaderFields;

/** A message as an adapter would hand it over, with facts that tests change one at a time. */
record ReceivedMail(
        String id,
        Optional<String> reversePath,
        List<String> addresses,
        String heloName,
        InetSocketAddress peer,
        Optional<MailSession.Tls> tls,
        String octets,
        String deliveryKey)
        implements MailMessage, MailEnvelope, MailSession, RecipientInquiry {

    static final String TRACE = "Return-Path: <a@example.org>\r\nReceived: from there\r\n by here\r\n";

    static ReceivedMail plain() {
        return new ReceivedMail(
                "20260102-1",
                Optional.of("a@example.org"),
                List.of("b@example.com", "c@example.com"),
                "client.example.org",
                new InetSocketAddress("192.0.2.7", 40000),
                Optional.empty(),
                "Subject: x\r\n\r\n\u00e4\r\n",
                "0".repeat(64));
    }

    ReceivedMail withNullReversePath() {
        return new ReceivedMail(id, Optional.empty(), addresses, heloName, peer, tls, octets, deliveryKey);
    }

    ReceivedMail withHelo(String name) {
        return new ReceivedMail(id, reversePath, addresses, name, peer, tls, octets, deliveryKey);
    }

    ReceivedMail withPeer(InetSocketAddress address) {
        return new ReceivedMail(id, reversePath, addresses, heloName, address, tls, octets, deliveryKey);
    }

    ReceivedMail withTls(Optional<String> serverName) {
        Tls facts = new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", serverName, List.of());
        return new ReceivedMail(id, reversePath, addresses, heloName, peer, Optional.of(facts), octets, deliveryKey);
    }

    ReceivedMail to(String... recipients) {
        return new ReceivedMail(id, reversePath, List.of(recipients), heloName, peer, tls, octets, deliveryKey);
    }

    ReceivedMail withKey(String key) {
        return new ReceivedMail(id, reversePath, addresses, heloName, peer, tls, octets, key);
    }

    /** With line ends as they are in mail. */
    ReceivedMail withContent(String text) {
        return new ReceivedMail(
                id, reversePath, addresses, heloName, peer, tls, text.replace("\n", "\r\n"), deliveryKey);
    }

    @Override
    public MailEnvelope envelope() {
        return this;
    }

    @Override
    public MailSession session() {
        return this;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public List<Recipient> recipients() {
        return addresses.stream().<Recipient>map(Address::new).toList();
    }

    /** As a question, about the first one. */
    @Override
    public Recipient recipient() {
        return recipients().get(0);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("192.0.2.1", 25);
    }

    @Override
    public String protocol() {
        return tls.isPresent() ? "ESMTPS" : "ESMTP";
    }

    @Override
    public Optional<Proxy> proxy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> authenticatedUser() {
        return Optional.empty();
    }

    @Override
    public Instant receivedAt() {
        return Instant.parse("2026-01-02T03:04:05.678Z");
    }

    @Override
    public long size() {
        return octets.length();
    }

    @Override
    public MailHeaders headers() throws IOException {
        return HeaderFields.read(openStream(), ContentLimits.defaults());
    }

    @Override
    public InputStream openStream() throws IOException {
        return new ByteArrayInputStream(content());
    }

    byte[] content() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String traceFields() {
        return TRACE;
    }

    private record Address(String address) implements Recipient {
        @Override
        public Optional<String> detail() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> parameters() {
            return Map.of();
        }
    }

    private record TlsFacts(
            String version,
            String cipherSuite,
            Optional<String> serverNameIndication,
            List<X509Certificate> clientCertificates)
            implements Tls {}
}
