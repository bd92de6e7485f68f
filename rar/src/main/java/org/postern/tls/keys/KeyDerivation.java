package org.postern.tls.keys;

import java.math.BigInteger;
import java.security.spec.InvalidKeySpecException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * How a password becomes a key: as often as the file says, which may be damaged. The JDK takes five million rounds, some seconds;
 * Bouncy Castle would go on for hours.
 */
final class KeyDerivation {
    private static final BigInteger MAX_ROUNDS = BigInteger.valueOf(5_000_000);

    /** Sixteen times what OpenSSL writes. */
    private static final BigInteger MAX_SCRYPT_OCTETS = BigInteger.valueOf(256L << 20);

    private static final Set<ASN1ObjectIdentifier> PBES1 = Set.of(
            PKCSObjectIdentifiers.pbeWithMD2AndDES_CBC,
            PKCSObjectIdentifiers.pbeWithMD2AndRC2_CBC,
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC,
            PKCSObjectIdentifiers.pbeWithMD5AndRC2_CBC,
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
            PKCSObjectIdentifiers.pbeWithSHA1AndRC2_CBC);

    private KeyDerivation() {}

    /** Of what is encrypted with a password, unless the way to its key is too long. */
    static InputDecryptorProvider decryptor(char[] password) {
        InputDecryptorProvider all = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(password);
        return algorithm -> decryptor(all, algorithm);
    }

    private static InputDecryptor decryptor(InputDecryptorProvider all, AlgorithmIdentifier algorithm)
            throws OperatorCreationException {
        try {
            require(algorithm);
            return all.get(algorithm);
        } catch (InvalidKeySpecException e) {
            throw new OperatorCreationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Fails if the way is too long. Whatever is not known here is not known to the decryptor either. */
    static void require(AlgorithmIdentifier algorithm) throws InvalidKeySpecException {
        try {
            requireOfKind(algorithm);
        } catch (RuntimeException e) {
            throw new InvalidKeySpecException("how to open it cannot be read", e);
        }
    }

    private static void requireOfKind(AlgorithmIdentifier algorithm) throws InvalidKeySpecException {
        ASN1ObjectIdentifier kind = algorithm.getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.id_PBES2)) {
            require(PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc());
        } else if (kind.on(PKCSObjectIdentifiers.pkcs_12PbeIds) || PBES1.contains(kind)) {
            requireRounds(PKCS12PBEParams.getInstance(algorithm.getParameters()).getIterations());
        }
    }

    static void require(KeyDerivationFunc derivation) throws InvalidKeySpecException {
        if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            requireRounds(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
        } else if (derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
            ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
            BigInteger octets = scrypt.getCostParameter()
                    .multiply(scrypt.getBlockSize())
                    .multiply(scrypt.getParallelizationParameter())
                    .multiply(BigInteger.valueOf(128));
            if (octets.compareTo(MAX_SCRYPT_OCTETS) > 0) {
                throw new InvalidKeySpecException("opening it takes scrypt over " + octets + " octets, and "
                        + MAX_SCRYPT_OCTETS + " at most are done");
            }
        }
    }

    static void requireRounds(BigInteger rounds) throws InvalidKeySpecException {
        if (rounds.compareTo(MAX_ROUNDS) > 0) {
            throw new InvalidKeySpecException(
                    "opening it takes " + rounds + " rounds, and " + MAX_ROUNDS + " at most are done");
        }
    }
}
