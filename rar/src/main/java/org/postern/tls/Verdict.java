package org.postern.tls;

/**
 * Why a certificate, or a local address, can or cannot offer TLS, and what an administrator does about it; the table in the
 * documentation is made of these. What is the matter with one certificate is in {@link TlsOffer#reason()}.
 */
public enum Verdict {
    USABLE("A certificate is bound, and a handshake with it has succeeded in memory: TLS is offered.", ""),
    DISABLED("The administrator wants no TLS at this address: `tls=never`.", "To offer TLS, write `tls=offer`."),
    NO_BINDING(
            "No entry of `certificateBindings` is for this address.",
            "Add one, such as `IP:PORT=ALIAS`, or `*=ALIAS` for all addresses."),
    ALIAS_NOT_FOUND(
            "The key stores have no entry of the alias that the binding names.",
            "Import the certificate under that alias, or write the alias that it has."),
    NOT_A_KEY(
            "The entry is a certificate without a key, or a key of a kind that is not for TLS.",
            "Import the private key together with its certificate, an RSA or EC one."),
    KEY_UNREADABLE(
            "The key cannot be used: its password is wrong, its file is damaged, its device does not answer, or Java does"
                    + " not know its kind.",
            "Put `keyPassword` right, or import the key anew."),
    KEY_MISMATCH("Key and certificate do not belong together.", "Import the certificate that was issued for this key."),
    NOT_YET_VALID(
            "The first date of the certificate lies in the future.", "Wait, or look at the clock of the machine."),
    EXPIRED(
            "The last date of the certificate has passed.",
            "Import a renewed certificate; `expiredCertificate=keep` serves the old one meanwhile."),
    KEY_USAGE(
            "Key usage or extended key usage of the certificate do not allow TLS servers.",
            "Have a certificate issued for servers."),
    WEAK(
            "An RSA key below 2048 bits, a SHA-1 or MD5 signature, or an algorithm that the JDK has disabled, in the"
                    + " certificate or its chain.",
            "Have a certificate issued with a key and signatures that clients accept."),
    SELF_TEST_FAILED(
            "A handshake in memory, with the configured protocols and cipher suites, has failed.",
            "See whether `tlsMinProtocol` and `tlsCipherSuites` leave what this kind of key can use."),
    PROVIDER_UNFIT(
            "BoringSSL alone is to serve (`tlsProvider=openssl`), and cannot be loaded here, or cannot serve the certificate.",
            "Write `tlsProvider=auto`: the JDK's TLS serves what BoringSSL cannot."),
    TRUST_STORE_UNREADABLE(
            "Clients need certificates, and the authorities in `trustStore` cannot be read.",
            "Put `trustStore` and its password right, or do without `clientCertificates=need`."),
    KEYSTORE_UNREADABLE(
            "A key store is not there, damaged, has another password, or has not been read yet.",
            "Put `keyStore` and `keyStorePassword` right, or the file.");

    private final String meaning;
    private final String remedy;

    Verdict(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** What is the matter, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What to do to offer TLS, in Markdown; empty if it is offered. */
    public String remedy() {
        return remedy;
    }
}
