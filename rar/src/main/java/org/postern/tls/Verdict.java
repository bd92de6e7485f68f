package org.postern.tls;

/**
 * Why a certificate, or a local address, can or cannot offer TLS. Each comes with a sentence for the administrator in
 * {@link TlsOffer#reason()}.
 */
public enum Verdict {
    /** A certificate is bound, and a handshake with it has succeeded in memory. */
    USABLE,
    /** The administrator wants no TLS at this address. */
    DISABLED,
    /** No binding covers the local address. */
    NO_BINDING,
    /** The key stores have no entry of the alias that the binding names. */
    ALIAS_NOT_FOUND,
    /** The entry is not a private key with an X.509 certificate, of a kind that TLS can use. */
    NOT_A_KEY,
    /** The private key cannot be decrypted, or does not work. */
    KEY_UNREADABLE,
    /** The certificate belongs to another private key. */
    KEY_MISMATCH,
    /** The certificate's first date lies in the future. */
    NOT_YET_VALID,
    /** The certificate's last date has passed. */
    EXPIRED,
    /** The certificate was issued for something else than TLS servers. */
    KEY_USAGE,
    /** A key, or a signature that clients have to verify, is weaker than they accept. */
    WEAK,
    /** A handshake in memory, with the configured protocols and cipher suites, has failed. */
    SELF_TEST_FAILED,
    /** Clients need certificates, and the authorities that may issue them cannot be read. */
    TRUST_STORE_UNREADABLE,
    /** A key store cannot be read at all, or has not been read yet. */
    KEYSTORE_UNREADABLE
}
