package org.postern.ra;

/** What management tools see of one local address. Texts are empty where there is nothing to say. */
public interface LocalAddressStatusMXBean {
    /** {@code smtp} or {@code smtps}. */
    String getScheme();

    /** The IP address. */
    String getAddress();

    /** 1 to 65535. */
    int getPort();

    /** The entry of {@code certificateBindings} that decides, as it is written there. */
    String getBinding();

    /** The key store alias that the binding names. */
    String getAlias();

    /** The subject of the certificate. */
    String getSubject();

    /** When the certificate ends, as in ISO 8601. */
    String getNotAfter();

    /** {@code yes} if TLS is offered to the next connection, else {@code no}. */
    String getStartTls();

    /** Why, in one word. */
    String getVerdict();

    /** Why, in a sentence, and what to do about it. */
    String getReason();
}
