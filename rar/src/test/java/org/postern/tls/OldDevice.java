package org.postern.tls;

import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

/**
 * A program that prints what devices of each age hear at an address with a certain oldest protocol. {@link OldDevicesTest} starts it
 * in a JVM whose administrator has changed {@code jdk.tls.disabledAlgorithms}, which a JVM reads once.
 */
final class OldDevice {
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 2525);

    private OldDevice() {}

    public static void main(String[] arguments) throws Exception {
        told(arguments[0]).forEach(System.out::println);
    }

    /** A line for each version of TLS that a device may speak alone, and one for each warning about old ones. */
    static List<String> told(String oldest) throws Exception {
        List<String> lines = new ArrayList<>();
        for (KeyPair keys : List.of(TestCertificates.RSA, TestCertificates.EC)) {
            TlsOffer offer = offer(oldest, keys);
            for (String version : List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")) {
                lines.add(keys.getPublic().getAlgorithm() + " " + version + ": " + heard(offer, version));
            }
            offer.warnings().stream()
                    .filter(warning -> warning.contains("8996") || warning.contains("disabledAlgorithms"))
                    .filter(warning -> !lines.contains(warning))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String heard(TlsOffer offer, String version) throws Exception {
        try {
            String spoken = new TlsHandshake().with(offer.newEngine(), version).getProtocol();
            return spoken.equals(version) ? "served" : "served with " + spoken;
        } catch (SSLException | IllegalStateException e) {
            return "fails";
        }
    }

    private static TlsOffer offer(String oldest, KeyPair keys) {
        Instant noon = Instant.parse("2026-06-01T12:00:00Z");
        TestKeyStore store = TestKeyStore.pkcs12()
                .key(
                        "mx",
                        keys,
                        CertificateBuilder.of(keys, "mx")
                                .names("localhost")
                                .valid(noon.minusSeconds(60), noon.plusSeconds(86_400))
                                .build());
        TlsOffers offers = TestPolicy.byDefault()
                .oldestProtocol(oldest)
                .offers("*=mx", new TestClock(noon), FakeKeyStoreSource.holding(store));
        offers.refresh();
        return offers.offerFor(ADDRESS);
    }
}
