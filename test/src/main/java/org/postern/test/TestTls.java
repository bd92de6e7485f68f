package org.postern.test;

/** What a proxy says of TLS that a test's message claims to have come over. */
final class TestTls {
    static final String VERSION = "TLSv1.3";
    static final String CIPHER_SUITE = "TLS_AES_256_GCM_SHA384";

    private TestTls() {}
}
