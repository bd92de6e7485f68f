package org.postern.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Random;
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

    /**
     * As long as one wants, within a second or so: of many small primes, where others have two large ones. To whoever verifies
     * it looks like any other, and what it protects can be read by whoever cares to.
     */
    static KeyPair rsa(int bits) {
        SmallPrimes p = SmallPrimes.of(bits / 2);
        SmallPrimes q = SmallPrimes.of(bits / 2);
        BigInteger e = RSAKeyGenParameterSpec.F4;
        BigInteger n = p.product().multiply(q.product());
        BigInteger d = e.modInverse(p.order().multiply(q.order()));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(n, e)),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            n,
                            e,
                            d,
                            p.product(),
                            q.product(),
                            d.mod(p.order()),
                            d.mod(q.order()),
                            q.product().modInverse(p.product()))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A product of primes.
     *
     * @param order a multiple of what each of them is more than 1, and no large one, so that signing is quick
     */
    private record SmallPrimes(BigInteger product, BigInteger order) {
        private static final int EACH = 256;
        private static final int OWN = 40;

        /** Of exactly so many bits: each prime is all but a power of two. */
        static SmallPrimes of(int bits) {
            Random random = new SecureRandom();
            BigInteger common = allBut(EACH - OWN, random);
            BigInteger product = BigInteger.ONE;
            BigInteger owns = BigInteger.ONE;
            while (product.bitLength() < bits) {
                BigInteger own = allBut(OWN, random);
                BigInteger prime = common.multiply(own).add(BigInteger.ONE);
                if (prime.isProbablePrime(20) && owns.mod(own).signum() != 0) {
                    product = product.multiply(prime);
                    owns = owns.divide(owns.gcd(own)).multiply(own);
                }
            }
            return new SmallPrimes(product, common.multiply(owns));
        }

        /** An even number that the public exponent does not divide. */
        private static BigInteger allBut(int bits, Random random) {
            BigInteger found;
            do {
                found = BigInteger.ONE
                        .shiftLeft(bits)
                        .subtract(new BigInteger(bits - 8, random))
                        .clearBit(0);
            } while (found.mod(RSAKeyGenParameterSpec.F4).signum() == 0 || found.bitLength() > bits);
            return found;
        }
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
