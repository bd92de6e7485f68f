package org.postern.tls;

/** All that goes into TLS engines besides the key. Immutable. */
record EngineSettings(TlsPolicy policy, ClientTrust clientTrust, LenientTls lenient) {}
