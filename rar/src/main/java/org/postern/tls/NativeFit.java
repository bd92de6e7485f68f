package org.postern.tls;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a native library can serve a certificate as the administrator and the JVM want it. Each reason against it is a clause;
 * what it is told nothing of, and would do its own way, is a reason.
 */
final class NativeFit {
    /** BoringSSL serves all three or no TLS 1.3, whatever it is told. */
    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final Set<Integer> CURVES = Set.of(256, 384, 521);
    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    /** Signatures with SHA-1 are a matter of each client ({@link NativeClients}). */
    private static final Predicate<String> MODERN_SIGNATURE = Pattern.compile(
                    "rsa(ssa-pss)?|ec(dsa)?|sha(-?)(256|384|512)|sha(256|384|512)with.*"
                            + "|(rsa_pss_rsae|rsa_pkcs1|ecdsa_.*)_sha(256|384|512)",
                    Pattern.CASE_INSENSITIVE)
            .asMatchPredicate();

    private final NativeTls library;
    private final TlsPolicy policy;

    NativeFit(NativeTls library, TlsPolicy policy) {
        this.library = library;
        this.policy = policy;
    }

    /** Empty if nothing speaks against it. Loads the library only if nothing else does. */
    Optional<String> obstacle(PrivateKey key, PublicKey certified) {
        return ofKey(key, certified)
                .or(NativeFit::ofProvider)
                .or(this::ofStapling)
                .or(NativeFit::ofJvm)
                .or(library::obstacle)
                .or(this::ofCipherSuites);
    }

    private static Optional<String> ofKey(PrivateKey key, PublicKey certified) {
        if (key.getEncoded() == null) {
            return Optional.of("the key does not leave its device");
        }
        boolean curve = !(certified instanceof ECPublicKey ec)
                || CURVES.contains(ec.getParams().getOrder().bitLength());
        boolean kind = certified.getAlgorithm().equals("RSA") || certified instanceof ECPublicKey;
        return kind && curve ? Optional.empty() : Optional.of("it has no such key as " + TlsNames.key(certified));
    }

    /** Such as one that is certified: the administrator of the JVM has put it in the JDK's place. */
    private static Optional<String> ofProvider() {
        String provider = ServerEngines.ofTheJvm().getProvider().getName();
        return provider.equals("SunJSSE")
                ? Optional.empty()
                : Optional.of("this JVM has the TLS of " + provider + " instead of the JDK's");
    }

    /** What it is to staple is given to it where the administrator wants that, and the JVM's own switch is not needed then. */
    private Optional<String> ofStapling() {
        return !policy.staples() && Boolean.getBoolean(Stapling.SWITCH_OF_THE_JVM)
                ? Optional.of("this JVM staples OCSP responses (" + Stapling.SWITCH_OF_THE_JVM + ")")
                : Optional.empty();
    }

    private static Optional<String> ofJvm() {
        if (System.getProperty("jdk.tls.server.SignatureSchemes") != null) {
            return Optional.of("this JVM has jdk.tls.server.SignatureSchemes");
        }
        String disabled = Optional.ofNullable(Security.getProperty(DISABLED)).orElse("");
        return Arrays.stream(disabled.split(","))
                .map(String::strip)
                .filter(MODERN_SIGNATURE)
                .findFirst()
                .map(name -> DISABLED + " of this JVM forbids " + name);
    }

    private Optional<String> ofCipherSuites() {
        if (policy.spoken().contains("TLSv1.3") && !policy.cipherSuites().containsAll(TLS_1_3)) {
            return Optional.of("tlsCipherSuites leaves out some of TLS 1.3");
        }
        String missing = policy.cipherSuites().stream()
                .filter(suite -> !library.cipherSuites().contains(suite))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? Optional.empty() : Optional.of("it does not have " + missing);
    }
}
