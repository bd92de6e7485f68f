package org.postern.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECParameterSpec;

/** Keys that the JDK cannot make, or not in the time that a test has. */
final class ForeignKeys {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private ForeignKeys() {}

    /** On a curve that the JDK need not know. */
    static KeyPair curve(String name) {
        return ec(new ECGenParameterSpec(name));
    }

    /** With the parameters of a curve in place of its name. */
    static KeyPair explicitParameters(String curve) {
        ECNamedCurveParameterSpec known = ECNamedCurveTable.getParameterSpec(curve);
        return ec(new ECParameterSpec(known.getCurve(), known.getG(), known.getN(), known.getH()));
    }

    /** Its primes were found before, since that takes long; it protects nothing. */
    static KeyPair rsa8192() {
        try (InputStream in = Objects.requireNonNull(ForeignKeys.class.getResourceAsStream("rsa-8192.txt"))) {
            List<BigInteger> primes = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> new BigInteger(line, 16))
                    .toList();
            return rsa(primes.get(0), primes.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(BigInteger p, BigInteger q) throws GeneralSecurityException {
        BigInteger e = RSAKeyGenParameterSpec.F4;
        BigInteger n = p.multiply(q);
        BigInteger d = e.modInverse(p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE)));
        BigInteger dp = d.mod(p.subtract(BigInteger.ONE));
        BigInteger dq = d.mod(q.subtract(BigInteger.ONE));
        KeyFactory factory = KeyFactory.getInstance("RSA");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(n, e)),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, dp, dq, q.modInverse(p))));
    }

    private static KeyPair ec(AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
