package org.postern.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.postern.smtp.Security;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.ClientHello;
import org.postern.tls.TlsAlerts;
import org.postern.tls.TlsOffer;

/** The TLS layer under one connection: put there once, at the start or by STARTTLS. */
final class TlsUpgrade {
    private final ChannelHandlerContext ctx;
    private final ConnectionFacts connection;
    private final TlsOffer offer;
    private final ConnectionEvents events;
    private final Handshakes handshakes;
    private final Time time;
    /** While a handshake is under way. */
    private Optional<HandshakeWitness> witness = Optional.empty();

    private Optional<TlsLayer> handler = Optional.empty();
    private Optional<TlsFacts> facts;
    private Optional<ClientHello> client = Optional.empty();
    private boolean implicit;
    private boolean handshaking;
    private Instant began = Instant.MAX;
    /** When the handshake began; of TLS that never does, the connection. */
    private Moment begun;

    /**
     * @param handshakes says when this one goes on
     * @param facts of the TLS that a proxy has taken off already
     */
    TlsUpgrade(
            ChannelHandlerContext ctx,
            ConnectionFacts connection,
            TlsOffer offer,
            ConnectionEvents events,
            Handshakes handshakes,
            Time time,
            Optional<TlsFacts> facts) {
        this.ctx = ctx;
        this.connection = connection;
        this.offer = offer;
        this.events = events;
        this.handshakes = handshakes;
        this.time = time;
        this.facts = facts;
        this.begun = time.moment();
    }

    /** How a conversation begins that does not begin with a handshake. */
    Security security() {
        if (facts.isPresent()) {
            return Security.TLS_ACTIVE;
        }
        if (!offer.usable()) {
            return Security.NO_TLS;
        }
        return offer.required() ? Security.TLS_REQUIRED : Security.TLS_OFFERED;
    }

    /** Whether no client can be served here; reported if so. */
    boolean isImpossible(boolean implicit) {
        boolean impossible = facts.isEmpty() && !offer.usable() && (implicit || offer.required());
        if (impossible) {
            events.tlsImpossible(connection, offer);
        }
        return impossible;
    }

    /** The engine for implicit TLS, where nothing lies between the offer and the handshake. */
    SSLEngine firstEngine() {
        implicit = true;
        return offer.newEngine();
    }

    /** The engine for what was offered, before anything is promised; empty, and reported, if there is none after all. */
    Optional<SSLEngine> engine() {
        if (offer.withdrawn()) {
            events.tlsWithdrawn(connection, offer);
            return Optional.empty();
        }
        try {
            return Optional.of(offer.newEngine());
        } catch (RuntimeException e) {
            events.engineFailed(connection, offer, e);
            return Optional.empty();
        }
    }

    /**
     * What was written before leaves in plaintext, everything after it is encrypted.
     *
     * @param engine for clients whose ClientHello calls for no other
     */
    void begin(SSLEngine engine) {
        handshaking = true;
        began = time.now();
        begun = time.moment();
        ctx.pipeline()
                .addFirst(new ClientHelloReader(engine, hello -> engineFor(hello, engine), chosen -> ctx.pipeline()
                        .replace(ClientHelloReader.class, null, layer(chosen))));
        ctx.pipeline().addFirst(new RenegotiationGuard());
        HandshakeWitness first = new HandshakeWitness();
        HandshakeTurns turns = handshakes.turns(ctx.channel().eventLoop());
        ctx.pipeline().addFirst(new HandshakeGate(turns, first::hasAnswered));
        ctx.pipeline().addFirst(first);
        witness = Optional.of(first);
    }

    /**
     * Whether the client has called the handshake off (RFC 8446 section 6.1): the JDK ends it then as if it were complete. Of one
     * that is, the end of input comes later.
     */
    boolean isCalledOff() {
        return handler.filter(layer -> layer.engine().isInboundDone()).isPresent();
    }

    /** The handshake is complete. */
    void complete() {
        handshaking = false;
        ctx.pipeline().remove(HandshakeGate.class);
        witness.ifPresent(ctx.pipeline()::remove);
        witness = Optional.empty();
        facts = handler.map(
                layer -> TlsFacts.of(layer.engine(), client.flatMap(ClientHello::serverName), began, offer));
        client = Optional.empty();
        facts.ifPresent(agreed -> events.handshakeCompleted(connection, agreed, took()));
    }

    /**
     * The handshake will not be completed, or must not be repeated. Where TLS is implicit a client that says nothing, as those
     * do that look whether the port is open, has not begun one; if it stays until the timeout, that is the end of a silent
     * connection as anywhere else.
     */
    void fail(Throwable thrown) {
        Throwable cause = inWordsOfTheJdk(thrown);
        boolean hasBegun = !(implicit && handshaking)
                || witness.filter(HandshakeWitness::hasHeard).isPresent();
        handshaking = false;
        if (hasBegun) {
            HandshakeFailure failure = failure(cause);
            events.handshakeFailed(
                    connection,
                    failure,
                    took(),
                    obstacle()
                            .filter(text -> failure.isByWords())
                            .<Throwable>map(SSLException::new)
                            .orElse(cause));
        } else if (failure(cause) == HandshakeFailure.TIMEOUT) {
            events.closed(connection, CloseReason.TIMEOUT, false);
        }
    }

    private Duration took() {
        return time.moment().since(begun);
    }

    /** What is known of the two counts more than words, which are alike for the certificates of both. */
    private HandshakeFailure failure(Throwable cause) {
        HandshakeFailure said = HandshakeFailure.of(cause);
        if (said == HandshakeFailure.CONNECTION_CLOSED && !hasAnswered()) {
            return HandshakeFailure.NOT_BEGUN;
        }
        if (!said.isByWords()) {
            return said;
        }
        if (client.filter(hello -> !offer.speaksWith(hello)).isPresent()) {
            return HandshakeFailure.NO_COMMON_PROTOCOL;
        }
        boolean notAsked = said.isOfClientCertificate() && !offer.asksForCertificates();
        return notAsked || obstacle().isPresent() ? HandshakeFailure.NO_COMMON_CIPHER : said;
    }

    /** The client's own word counts, where it has said one. */
    private Throwable inWordsOfTheJdk(Throwable thrown) {
        TlsAlerts alerts = offer.alerts();
        Throwable cause = alerts.inWordsOfTheJdk(thrown, agreedVersion());
        OptionalInt alert = witness.map(HandshakeWitness::alert).orElse(OptionalInt.empty());
        return HandshakeFailure.of(cause).isByWords() && alert.isPresent() ? alerts.received(alert.getAsInt()) : cause;
    }

    /** Of a handshake that fails after the two have agreed on everything. */
    private Optional<String> agreedVersion() {
        return handler.filter(layer -> hasAnswered() && obstacle().isEmpty())
                .map(layer -> layer.engine().getHandshakeSession())
                .map(SSLSession::getProtocol);
    }

    /** Whether the server has answered the ClientHello: if the handshake is over, it has. */
    private boolean hasAnswered() {
        return witness.map(HandshakeWitness::hasAnswered).orElse(true);
    }

    private Optional<String> obstacle() {
        return client.flatMap(offer::obstacle);
    }

    /**
     * Closes the connection without a word: what goes through the layer is preceded by close_notify, and would pass for
     * the orderly end of a session.
     */
    void cut() {
        ctx.pipeline().firstContext().close();
    }

    /** Nothing more will be written: TLS says so to the peer, if there is TLS. What the peer writes is still read. */
    ChannelFuture endOutput(ChannelPromise ended) {
        return handler.map(layer -> layer.closeOutbound(ended)).orElseGet(ended::setSuccess);
    }

    /** Octets have come, through TLS if there is TLS. */
    void heard() {
        handler.ifPresent(TlsLayer::heard);
    }

    /** Octets of memory that it takes: of a handshake that is under way, or of a record that is not complete. */
    long held() {
        return handshaking
                ? witness.map(HandshakeWitness::octets).orElse(0L)
                : handler.map(TlsLayer::held).orElse(0);
    }

    /** What the handshake agreed on. */
    Optional<TlsFacts> facts() {
        return facts;
    }

    /** For a device that holds the key, or an OCSP responder. Without a thread the handshake cannot go on. */
    private void run(Runnable part) {
        Runnable ifWanted = () -> {
            if (ctx.channel().isOpen()) {
                part.run();
            }
        };
        handshakes.blocking().run(ifWanted).exceptionally(refused -> {
            ctx.pipeline().fireExceptionCaught(refused);
            return null;
        });
    }

    private CompletionStage<SSLEngine> engineFor(Optional<ClientHello> hello, SSLEngine otherwise) {
        client = hello;
        if (hello.isEmpty() || offer.hasOneEngineFor(hello.get())) {
            return CompletableFuture.completedStage(otherwise);
        }
        ClientHello client = hello.get();
        if (!offer.hasToLoadFor(client)) {
            return CompletableFuture.completedStage(engineFor(client, otherwise));
        }
        CompletableFuture<SSLEngine> made = new CompletableFuture<>();
        handshakes
                .blocking()
                .run(() -> made.complete(engineFor(client, otherwise)))
                .exceptionally(refused -> {
                    made.complete(otherwise);
                    return null;
                });
        return made;
    }

    private SSLEngine engineFor(ClientHello client, SSLEngine otherwise) {
        try {
            return offer.newEngine(client);
        } catch (RuntimeException e) {
            events.engineFailed(connection, offer, e);
            return otherwise;
        }
    }

    /** Without a timeout of its own: there is one for the handshake and for what comes before it. */
    private TlsLayer layer(SSLEngine engine) {
        TlsLayer layer = offer.handshakesMayBlock() ? new TlsLayer(engine, this::run) : new TlsLayer(engine);
        layer.setHandshakeTimeoutMillis(0);
        handler = Optional.of(layer);
        return layer;
    }
}
