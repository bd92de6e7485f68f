package org.postern.tls;

import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** A certificate with its private key, proved to be usable but for the dates, which are a matter of the moment. */
public final class ServerCertificate {
    private final String alias;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final CertificateNames names;
    private final Instant notBefore;
    private final Instant notAfter;
    private final EngineSettings settings;
    private final ServedBy servedBy;
    private final ServerEngines engines;
    private final boolean staples;
    private final boolean demandsStaple;

    /**
     * The chain must not be empty, and the key must belong to its first certificate.
     *
     * @param servedBy what serves clients, but for those that only the JDK's TLS serves
     */
    ServerCertificate(
            String alias, PrivateKey key, List<X509Certificate> chain, EngineSettings settings, ServedBy servedBy) {
        this.alias = alias;
        this.key = key;
        this.chain = List.copyOf(chain);
        this.names = CertificateNames.of(leaf());
        this.notBefore = leaf().getNotBefore().toInstant();
        this.notAfter = leaf().getNotAfter().toInstant();
        this.settings = settings;
        this.servedBy = servedBy;
        // The JDK fetches, keeps and staples OCSP responses itself, but only for the whole JVM.
        this.staples = Boolean.getBoolean(Stapling.SWITCH_OF_THE_JVM);
        this.demandsStaple = TlsFeatures.of(leaf()).demandStaple();
        this.engines = new ServerEngines(new SingleKeyManager(alias, key, this.chain), settings);
    }

    /** The alias in the key store, as the binding names it. */
    public String alias() {
        return alias;
    }

    /** The distinguished name in the form of RFC 2253. */
    public String subject() {
        return leaf().getSubjectX500Principal().getName();
    }

    /** The DNS names and IP addresses that it is for: the subject alternative names. */
    public List<String> names() {
        return names.all();
    }

    /** {@code RSA 2048}, {@code RSASSA-PSS 2048}, {@code EC 256}, {@code EdDSA}. */
    public String keyType() {
        PublicKey publicKey = leaf().getPublicKey();
        if (publicKey instanceof RSAPublicKey rsa) {
            return rsa.getAlgorithm() + " " + rsa.getModulus().bitLength();
        }
        return publicKey instanceof ECPublicKey ec
                ? "EC " + ec.getParams().getOrder().bitLength()
                : publicKey.getAlgorithm();
    }

    /** The first moment at which it is valid, whatever the dates of its issuers are. */
    public Instant notBefore() {
        return notBefore;
    }

    /** The last moment at which it is valid. */
    public Instant notAfter() {
        return notAfter;
    }

    /** From its first moment to its last. */
    public Duration lifetime() {
        return Duration.between(notBefore, notAfter);
    }

    /** The certificates that clients are shown, this one first. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Which TLS serves it: {@code JDK}, or the name of a native library. */
    public String provider() {
        return servedBy.provider();
    }

    /** The same, in a sentence that says why. */
    String whatServesIt() {
        return servedBy.sentence();
    }

    @Override
    public String toString() {
        return alias + " (" + subject() + ")";
    }

    /** Whether it is for the host that a client asks for. */
    boolean covers(String host) {
        return names.cover(host);
    }

    /** Whether it is for that host in the eyes of clients that look at the common name, too. */
    boolean coversByCommonName(String host) {
        return names.coverByCommonName(host);
    }

    /** Whether it is in the eyes of some clients, and should not be. */
    boolean coversInTheirWay(String host) {
        return names.coverInTheirWay(host);
    }

    /** The first of the chain. */
    X509Certificate leaf() {
        return chain.get(0);
    }

    /** Whether it was made of the same: then clients can go on to resume their sessions. */
    boolean isMadeOf(List<X509Certificate> otherChain, EngineSettings otherSettings) {
        return chain.equals(otherChain) && settings.equals(otherSettings);
    }

    /** The same, and of the same key, as far as it can be seen: nothing needs to be proved again then. */
    boolean isMadeOf(PrivateKey otherKey, List<X509Certificate> otherChain, EngineSettings otherSettings) {
        byte[] octets = key.getEncoded();
        return octets != null
                && MessageDigest.isEqual(octets, otherKey.getEncoded())
                && isMadeOf(otherChain, otherSettings);
    }

    /** Whether the key is in a device that may be gone some day, and does not sign any more. */
    boolean hasLostItsKey() {
        return isInADevice() && !KeyProof.signsFor(key, leaf().getPublicKey());
    }

    /** Whether clients that ask for it hear what an OCSP responder says of it, if that answers. */
    boolean staples() {
        return staples || staple().isPossible();
    }

    /** What comes with it for clients that ask. */
    Staple staple() {
        return servedBy.staple();
    }

    /** The same for the administrator, as it stands at a moment. */
    Stapling stapling(Instant now) {
        return staple().at(now, this::toString, demandsStaple);
    }

    /** Whether a handshake may have to wait for others. */
    boolean mayBlock() {
        return isInADevice() || staples;
    }

    /** Not public: only a usable {@link TlsOffer} may make engines. */
    SSLEngine newEngine() {
        return servedBy.engines().map(NativeTls.Engines::newEngine).orElseGet(engines::newEngine);
    }

    /** Frees an engine that nothing uses any more, if it has to be. */
    void release(SSLEngine engine) {
        servedBy.engines().ifPresent(library -> library.release(engine));
    }

    /** Whether {@link #newEngine()} makes the right engine for a client. */
    boolean isServedAsUsual(ClientHello client) {
        return servedBy.engines().isPresent() ? NativeClients.includes(client) : !isServedLeniently(client);
    }

    /** One that does not refuse the name that the client asks for, if such an engine can use the key. */
    SSLEngine newEngine(ClientHello client) {
        if (isServedAsUsual(client)) {
            return newEngine();
        }
        return isServedLeniently(client) ? engines.newLenientEngine() : engines.newEngine();
    }

    /** Whether making that one takes long. */
    boolean hasToLoadFor(ClientHello client) {
        return !isServedAsUsual(client) && isServedLeniently(client) && !engines.hasLoadedLenient();
    }

    private boolean isServedLeniently(ClientHello client) {
        return !client.namesAHost() && !isInADevice();
    }

    List<X509Certificate> clientCertificates(SSLSession session) {
        return engines.clientCertificates(session);
    }

    private boolean isInADevice() {
        return key.getEncoded() == null;
    }

    /** Those that issued it, a root that is sent along among them. */
    List<X509Certificate> issuers() {
        return chain.subList(1, chain.size());
    }
}
