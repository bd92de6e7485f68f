package org.postern.net;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a trusted proxy is, and says about its side of a connection. Immutable.
 *
 * @param address of the proxy
 * @param tls that the peer has with the proxy, if it has any
 * @param clientName common name of the peer's certificate, if the proxy has verified one
 */
public record ProxyFacts(InetSocketAddress address, Optional<TlsFacts> tls, Optional<String> clientName) {}
