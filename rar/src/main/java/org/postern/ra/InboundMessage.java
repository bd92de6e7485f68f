package org.postern.ra;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.net.ProxyFacts;
import org.postern.net.ReceivedMessage;
import org.postern.net.TlsFacts;
import org.postern.smtp.Envelope;
import org.postern.smtp.Recipient;

/** A received message as its listener sees it. Immutable. */
record InboundMessage(ReceivedMessage message) implements MailMessage {
    @Override
    public String id() {
        return message.id();
    }

    @Override
    public MailEnvelope envelope() {
        return new EnvelopeView(message.envelope());
    }

    @Override
    public MailSession session() {
        return new SessionView(message);
    }

    @Override
    public Instant receivedAt() {
        return message.receivedAt();
    }

    @Override
    public long size() {
        return message.content().size();
    }

    @Override
    public InputStream openStream() throws IOException {
        return message.content().openStream();
    }

    @Override
    public String traceFields() {
        return message.traceFields();
    }

    @Override
    public String toString() {
        return message.id();
    }

    private record EnvelopeView(Envelope envelope) implements MailEnvelope {
        @Override
        public Optional<String> reversePath() {
            return envelope.reversePath();
        }

        @Override
        public Map<String, String> parameters() {
            return envelope.parameters();
        }

        @Override
        public List<MailEnvelope.Recipient> recipients() {
            return envelope.recipients().stream()
                    .<MailEnvelope.Recipient>map(RecipientView::new)
                    .toList();
        }
    }

    private record RecipientView(Recipient recipient) implements MailEnvelope.Recipient {
        @Override
        public String address() {
            return recipient.mailbox();
        }

        @Override
        public Map<String, String> parameters() {
            return recipient.parameters();
        }
    }

    private record SessionView(ReceivedMessage message) implements MailSession {
        @Override
        public InetSocketAddress peer() {
            return message.connection().peer();
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress(
                    message.connection().local().ip(),
                    message.connection().local().port());
        }

        @Override
        public String heloName() {
            return message.heloName();
        }

        @Override
        public String protocol() {
            return message.protocol();
        }

        @Override
        public Optional<Proxy> proxy() {
            return message.connection().proxy().map(ProxyView::new);
        }

        @Override
        public Optional<Tls> tls() {
            return message.tls().map(TlsView::new);
        }

        /** Nobody can authenticate yet. */
        @Override
        public Optional<String> authenticatedUser() {
            return Optional.empty();
        }
    }

    private record ProxyView(ProxyFacts facts) implements MailSession.Proxy {
        @Override
        public InetSocketAddress address() {
            return facts.address();
        }

        @Override
        public Optional<String> clientName() {
            return facts.clientName();
        }
    }

    private record TlsView(TlsFacts facts) implements MailSession.Tls {
        @Override
        public String version() {
            return facts.version();
        }

        @Override
        public String cipherSuite() {
            return facts.cipherSuite();
        }

        @Override
        public Optional<String> serverNameIndication() {
            return facts.serverName();
        }

        @Override
        public List<X509Certificate> clientCertificates() {
            return facts.clientCertificates();
        }
    }
}
