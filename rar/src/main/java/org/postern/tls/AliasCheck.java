package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.tls.keys.HalfWrittenException;
import org.postern.tls.keys.KeyKind;
import org.postern.tls.keys.KeyOfNoUseException;
import org.postern.tls.keys.LoadedKeys;
import org.postern.tls.keys.UnreadCertificate;

/** Finds out what an alias in one load of a key store is good for. */
final class AliasCheck {
    private final LoadedKeys keys;
    private final String source;
    private final EngineSettings settings;
    private final ChainWarnings warnings;

    /**
     * @param source the description of where the keys came from
     */
    AliasCheck(LoadedKeys keys, String source, EngineSettings settings, ChainWarnings warnings) {
        this.keys = keys;
        this.source = source;
        this.settings = settings;
        this.warnings = warnings;
    }

    /**
     * Reads one alias.
     *
     * @param before what was found at the load before. Where the alias still stands for the same, nothing is proved again,
     *     and clients can resume their TLS sessions.
     * @throws HalfWrittenException if the next look may find something else
     */
    AliasLook look(Finding before) throws HalfWrittenException {
        String alias = before.alias();
        try {
            if (!keys.contains(alias)) {
                return AliasLook.known(Finding.aliasNotFound(alias, source, keys.keyAliases()));
            }
            Optional<Key> key = keys.key(alias);
            if (key.isEmpty()) {
                return AliasLook.known(Finding.notAKey(alias, source, "a certificate without a private key"));
            }
            return key.get() instanceof PrivateKey privateKey && KeyProof.canProve(privateKey)
                    ? look(before, privateKey)
                    : AliasLook.known(Finding.notAKey(
                            alias, source, "a key of the kind " + key.get().getAlgorithm()));
        } catch (HalfWrittenException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError | LinkageError e) {
            return AliasLook.known(failed(alias, e));
        }
    }

    /** Whatever is wrong with one alias, the others are looked at. */
    private Finding failed(String alias, Throwable e) {
        if (e instanceof KeyOfNoUseException ofNoUse) {
            return Finding.keyOfNoUse(alias, source, ofNoUse.kind());
        }
        if (e instanceof LinkageError) {
            return Finding.keyWithoutProvider(alias, source, e.toString());
        }
        return isOfADevice(e) ? Finding.keySilent(alias, source) : unreadable(alias, e);
    }

    private Finding unreadable(String alias, Throwable e) {
        return e instanceof UnrecoverableKeyException
                ? Finding.keyUnreadable(alias, source)
                : Finding.keyDamaged(alias, source, e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** ProviderException is unchecked, and what a hardware key throws when its device is gone. */
    private static boolean isOfADevice(Throwable e) {
        return Stream.concat(Stream.of(e), Arrays.stream(e.getSuppressed()))
                .anyMatch(ProviderException.class::isInstance);
    }

    private AliasLook look(Finding before, PrivateKey key) throws GeneralSecurityException {
        String alias = before.alias();
        Optional<ServerCertificate> known = before.certificate();
        List<X509Certificate> kept = keys.chain(alias);
        List<UnreadCertificate> unread = keys.unread(alias);
        Optional<ServerCertificate> same = known.filter(earlier -> earlier.isMadeOf(key, kept, settings));
        if (same.isPresent() && !ChainWarnings.dependOnOthers(before.notes(), unread)) {
            return AliasLook.known(Finding.proved(same.get(), source, before.notes()));
        }
        if (same.isPresent()) {
            return AliasLook.known(proved(same.get(), unread));
        }
        if (kept.isEmpty()) {
            return AliasLook.known(Finding.notAKey(alias, source, "a private key without an X.509 certificate"));
        }
        return AliasLook.toBeProved(() -> proof(alias, known, key, kept, unread));
    }

    private Finding proof(
            String alias,
            Optional<ServerCertificate> known,
            PrivateKey key,
            List<X509Certificate> kept,
            List<UnreadCertificate> unread) {
        try {
            return check(alias, known, key, kept, unread);
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError | LinkageError e) {
            return failed(alias, e);
        }
    }

    private Finding check(
            String alias,
            Optional<ServerCertificate> known,
            PrivateKey key,
            List<X509Certificate> kept,
            List<UnreadCertificate> unread)
            throws GeneralSecurityException {
        Optional<KeyProof.Possession> own = possession(key, kept);
        if (own.isEmpty()) {
            return KeyProof.cannotBeFitted(key, kept)
                    ? Finding.keyOfNoUse(
                            alias, source, "an RSA key in a device, and its certificate is for other signatures of RSA")
                    : Finding.keyMismatch(alias, source);
        }
        if (!KeyProof.isForTls(own.get().key())) {
            return Finding.keyOfNoUse(alias, source, "an RSASSA-PSS key bound to parameters that are not those of TLS");
        }
        List<X509Certificate> chain = new ChainPath(kept).from(own.get().certificate());
        // The key belongs to the certificate, so the same certificates mean the same key.
        Optional<ServerCertificate> unchanged = known.filter(earlier -> earlier.isMadeOf(chain, settings));
        return unchanged.isPresent()
                ? proved(unchanged.get(), unread)
                : prove(alias, own.get().key(), chain, unread, stapled(known, chain));
    }

    /** Java reads keys of more kinds than it signs with. */
    private static Optional<KeyProof.Possession> possession(PrivateKey key, List<X509Certificate> kept)
            throws GeneralSecurityException {
        try {
            return KeyProof.possession(key, kept);
        } catch (GeneralSecurityException | ProviderException e) {
            Optional<KeyKind> kind = Optional.ofNullable(key.getEncoded()).flatMap(KeyKind::of);
            if (kind.isPresent() && !kind.get().ofTls()) {
                throw new KeyOfNoUseException(kind.get(), e);
            }
            throw e;
        }
    }

    /** What its responder has said is as true of it with another policy. */
    private static Optional<Staple> stapled(Optional<ServerCertificate> known, List<X509Certificate> chain) {
        return known.filter(earlier -> earlier.chain().equals(chain)).map(ServerCertificate::staple);
    }

    private Finding prove(
            String alias,
            PrivateKey key,
            List<X509Certificate> chain,
            List<UnreadCertificate> unread,
            Optional<Staple> stapled)
            throws GeneralSecurityException {
        String subject = chain.get(0).getSubjectX500Principal().getName();
        Optional<CertificateCheck.Fault> fault = new CertificateCheck(chain).fault();
        if (fault.isPresent()) {
            return Finding.faulty(alias, subject, source, fault.get());
        }
        ChainSize size = new ChainSize(chain);
        if (size.isTooMuchForTheServer()) {
            return Finding.tooLarge(alias, source, size.fault());
        }
        CertificateProof.Outcome outcome = new CertificateProof(alias, key, chain, settings, stapled).outcome();
        if (outcome.certificate().isPresent()) {
            return proved(outcome.certificate().get(), unread);
        }
        if (outcome.notNative().isPresent()) {
            return Finding.providerUnfit(
                    alias,
                    "The certificate " + alias + " in " + source + " is to be served by tlsProvider=openssl, but "
                            + outcome.notNative().get()
                            + ". Write tlsProvider=auto, and the JDK's TLS serves what the other cannot.");
        }
        SelfTest.Failure failure = outcome.failure().orElseThrow();
        return failure.forbiddenAlgorithm()
                ? Finding.faulty(alias, subject, source, new CertificateCheck.Fault(Verdict.WEAK, failure.text()))
                : Finding.selfTestFailed(alias, source, failure.text());
    }

    private Finding proved(ServerCertificate certificate, List<UnreadCertificate> unread) {
        return Finding.proved(certificate, source, warnings.of(certificate, unread));
    }
}
