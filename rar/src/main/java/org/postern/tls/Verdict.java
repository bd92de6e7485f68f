package org.postern.tls;

/** Why a local address can or cannot offer TLS. Each comes with a sentence in {@link TlsOffer#reason()}. */
public enum Verdict {
    /** A certificate is bound, and everything known about it says that a handshake will succeed. */
    USABLE,
    /** No binding covers the local address. */
    NO_BINDING,
    /** The key store has no entry of the alias that the binding names. */
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
    /** The key store cannot be read at all, or has not been read yet. */
    KEYSTORE_UNREADABLE
}
