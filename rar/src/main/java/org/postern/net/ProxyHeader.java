package org.postern.net;

import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

/** What the header of a proxied connection means (PROXY protocol, versions 1 and 2). */
final class ProxyHeader {
    /** Subtypes of PP2_TYPE_SSL that Netty's codec does not name. */
    private static final byte SSL_CIPHER = 0x23;

    private final HAProxyMessage header;

    ProxyHeader(HAProxyMessage header) {
        this.header = header;
    }

    /**
     * The connection as the proxy reports it; as it is if the proxy speaks for itself, such as for a health check.
     *
     * @throws HAProxyProtocolException if it is not a TCP connection
     */
    ConnectionFacts describe(ConnectionFacts socket) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        if (header.command() == HAProxyCommand.LOCAL || protocol == HAProxyProxiedProtocol.UNKNOWN) {
            return socket;
        }
        if (protocol.transportProtocol() != TransportProtocol.STREAM || header.sourceAddress() == null) {
            throw new HAProxyProtocolException("Not a TCP connection: " + protocol);
        }
        InetSocketAddress source = endpoint(header.sourceAddress(), header.sourcePort());
        InetSocketAddress destination = endpoint(header.destinationAddress(), header.destinationPort());
        Optional<HAProxySSLTLV> ssl = ssl();
        ProxyFacts proxy = new ProxyFacts(
                socket.peer(),
                ssl.filter(HAProxySSLTLV::isPP2ClientSSL).map(this::tls),
                ssl.flatMap(ProxyHeader::name));
        return new ConnectionFacts(socket.id(), source, LocalAddress.of(destination), Optional.of(proxy));
    }

    private static InetSocketAddress endpoint(String ip, int port) {
        InetAddress address = IpLiteral.parse(ip)
                .orElseThrow(() -> new HAProxyProtocolException("Not the address of a TCP connection: " + ip));
        return new InetSocketAddress(address, port);
    }

    private Optional<HAProxySSLTLV> ssl() {
        return header.tlvs().stream()
                .filter(HAProxySSLTLV.class::isInstance)
                .map(HAProxySSLTLV.class::cast)
                .findFirst();
    }

    private TlsFacts tls(HAProxySSLTLV ssl) {
        return new TlsFacts(
                text(ssl.encapsulatedTLVs(), HAProxyTLV.Type.PP2_TYPE_SSL_VERSION)
                        .orElse("TLS"),
                ssl.encapsulatedTLVs().stream()
                        .filter(tlv -> tlv.typeByteValue() == SSL_CIPHER)
                        .findFirst()
                        .map(ProxyHeader::text)
                        .orElse("unknown"),
                text(header.tlvs(), HAProxyTLV.Type.PP2_TYPE_AUTHORITY),
                List.of());
    }

    /** A result of 0 means that the certificate was verified; it may have been shown in an earlier connection. */
    private static Optional<String> name(HAProxySSLTLV ssl) {
        boolean verified = ssl.verify() == 0 && (ssl.isPP2ClientCertConn() || ssl.isPP2ClientCertSess());
        return verified ? text(ssl.encapsulatedTLVs(), HAProxyTLV.Type.PP2_TYPE_SSL_CN) : Optional.empty();
    }

    private static Optional<String> text(List<HAProxyTLV> values, HAProxyTLV.Type type) {
        return values.stream().filter(value -> value.type() == type).findFirst().map(ProxyHeader::text);
    }

    private static String text(ByteBufHolder value) {
        return value.content().toString(StandardCharsets.UTF_8);
    }
}
