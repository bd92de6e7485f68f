package org.postern.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.ip.LocalAddress;

/**
 * What was found out about one alias, in the administrator's language: every verdict with its sentence, on this one
 * page. Immutable.
 *
 * @param alias empty where no certificate is meant
 * @param certificate present when all but the dates is known to be right
 * @param notes what the administrator should know though TLS is offered, a sentence each
 * @param doubt why the certificate could not be read again, if that is so
 * @param stapling whether an OCSP response is sent with the certificate, as it was when the offer was made
 */
public record Finding(
        String alias,
        Verdict verdict,
        String reason,
        Optional<ServerCertificate> certificate,
        List<String> notes,
        Optional<String> doubt,
        Stapling stapling) {
    private static final int ALIASES_LISTED = 10;

    /**
     * A certificate is not offered in its last second: the handshake would end after it has, and some clients
     * (OpenSSL) count whole seconds.
     */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    static Finding disabled(LocalAddress address) {
        String off = "TLS is switched off at " + address + " by tls=never.";
        return without("", Verdict.DISABLED, off + " Write tls=offer to offer it where a certificate is usable.");
    }

    static Finding noBinding(LocalAddress address) {
        List<String> entries = BindingScope.inLookupOrder(address).stream()
                .map(scope -> scope + "=ALIAS")
                .toList();
        int last = entries.size() - 1;
        return without(
                "",
                Verdict.NO_BINDING,
                "No certificate is bound to " + address + ". Add " + String.join(", ", entries.subList(0, last))
                        + " or " + entries.get(last) + " to certificateBindings.");
    }

    static Finding keyStoreUnreadable(String alias, String sentence) {
        return without(alias, Verdict.KEYSTORE_UNREADABLE, sentence);
    }

    static Finding trustStoreUnreadable(String alias, String sentence) {
        return without(
                alias,
                Verdict.TRUST_STORE_UNREADABLE,
                "Clients need a certificate (clientCertificates=need), and none could be trusted. " + sentence);
    }

    static Finding aliasNotFound(String alias, String source, List<String> keyAliases) {
        String known = keyAliases.isEmpty()
                ? ", and no private key at all. Import a key"
                : "; its private keys are " + listed(keyAliases) + ". Correct certificateBindings, or import a key";
        return without(
                alias,
                Verdict.ALIAS_NOT_FOUND,
                "There is no alias " + alias + " in " + source + known + " under this alias.");
    }

    /** No store has the alias, or those that might have it cannot be read: then that is what has to be mended first. */
    static Finding inNone(String alias, List<Finding> ofEachStore) {
        Verdict verdict = ofEachStore.stream()
                .map(Finding::verdict)
                .filter(Verdict.KEYSTORE_UNREADABLE::equals)
                .findFirst()
                .orElse(Verdict.ALIAS_NOT_FOUND);
        return without(
                alias,
                verdict,
                ofEachStore.stream()
                        .sorted(Comparator.comparing(finding -> finding.verdict() != verdict))
                        .map(Finding::reason)
                        .collect(Collectors.joining(" ")));
    }

    static Finding notAKey(String alias, String source, String what) {
        return without(
                alias,
                Verdict.NOT_A_KEY,
                "The alias " + alias + " in " + source + " is " + what
                        + ". Import an RSA, EC or EdDSA private key with its certificate under this alias.");
    }

    static Finding keyUnreadable(String alias, String source) {
        return without(
                alias,
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source
                        + " cannot be read: no password fits. Set keyStorePassword, or keyPassword where the key has a"
                        + " password of its own.");
    }

    static Finding keyOfNoUse(String alias, String source, String kind) {
        return without(
                alias,
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source + " is " + kind
                        + ", which Java cannot use in TLS. Make an EC key of the curve P-256, or an RSA key of 2048 bits"
                        + " or more, and have a certificate issued for it.");
    }

    static Finding keyDamaged(String alias, String source, String what) {
        return without(
                alias,
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source + " is damaged (" + what
                        + "). Import it anew, with its certificate.");
    }

    static Finding keySilent(String alias, String source) {
        return without(
                alias,
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source
                        + " does not answer. Look whether the device that holds it is there and works.");
    }

    static Finding keyWithoutProvider(String alias, String source, String what) {
        return without(
                alias,
                Verdict.KEY_UNREADABLE,
                "The private key of " + alias + " in " + source
                        + " cannot be used: its security provider lacks a part of" + " itself (" + what
                        + "). Install all of that provider.");
    }

    static Finding halfWritten(String alias, String sentence) {
        return without(alias, Verdict.KEY_UNREADABLE, sentence);
    }

    static Finding keyMismatch(String alias, String source) {
        return without(
                alias,
                Verdict.KEY_MISMATCH,
                "The private key of " + alias + " in " + source
                        + " does not belong to its certificate. Import the key and the certificate that were made together.");
    }

    static Finding faulty(String alias, String subject, String source, CertificateCheck.Fault fault) {
        return without(
                alias,
                fault.verdict(),
                "Clients will refuse the certificate " + alias + " (" + subject + ") in " + source + ": " + fault.text()
                        + ". Import one that was issued for a TLS server under the same alias.");
    }

    static Finding selfTestFailed(String alias, String source, String text) {
        return without(
                alias,
                Verdict.SELF_TEST_FAILED,
                "A handshake in memory with " + alias + " in " + source + " failed (" + text
                        + "). Look whether tlsMinProtocol and tlsCipherSuites allow what this kind of key needs, and whether"
                        + " the device that holds the key works.");
    }

    static Finding providerUnfit(String alias, String sentence) {
        return without(alias, Verdict.PROVIDER_UNFIT, sentence);
    }

    static Finding tooLarge(String alias, String source, String fault) {
        return without(alias, Verdict.SELF_TEST_FAILED, "The chain of " + alias + " in " + source + " " + fault + ".");
    }

    /** Right but for the dates: see {@link #at}. */
    static Finding proved(ServerCertificate certificate, String source, List<String> notes) {
        return new Finding(
                certificate.alias(),
                Verdict.USABLE,
                "The certificate " + certificate + " in " + source + " is usable until " + certificate.notAfter() + ". "
                        + certificate.whatServesIt(),
                Optional.of(certificate),
                notes,
                Optional.empty(),
                Stapling.off());
    }

    /** Everything that the administrator should know though TLS is offered, the most urgent first. */
    public List<String> warnings() {
        return Stream.concat(doubt.stream(), notes.stream()).toList();
    }

    /** Still good, but what it was read from cannot be read any more. */
    Finding doubted(String sentence) {
        return certificate.isEmpty()
                ? this
                : new Finding(
                        alias,
                        verdict,
                        reason,
                        certificate,
                        notes,
                        Optional.of(sentence + " Until then, " + alias + " is served as it was read before."),
                        stapling);
    }

    /** With what is known of its OCSP response at a moment. */
    Finding stapledAt(Instant now) {
        Stapling fresh = certificate.map(proved -> proved.stapling(now)).orElse(stapling);
        return fresh.equals(stapling)
                ? this
                : new Finding(alias, verdict, reason, certificate, with(fresh.warning().stream()), doubt, fresh);
    }

    /** Whether it can be served at a moment. Cheap: asked for every connection. */
    boolean usableAt(Instant now, TlsPolicy.ExpiredCertificates expired) {
        return certificate
                .filter(proved -> !now.isBefore(proved.notBefore()))
                .filter(proved -> expired == TlsPolicy.ExpiredCertificates.KEEP || !isEnding(proved, now))
                .isPresent();
    }

    /** The same finding with the certificate's dates compared with a moment. */
    Finding at(Instant now, TlsPolicy.ExpiredCertificates expired) {
        return certificate.map(proved -> at(now, expired, proved)).orElse(this);
    }

    private Finding at(Instant now, TlsPolicy.ExpiredCertificates expired, ServerCertificate proved) {
        if (now.isBefore(proved.notBefore())) {
            return dated(
                    Verdict.NOT_YET_VALID,
                    "The certificate " + proved + " is not valid before " + proved.notBefore()
                            + ". Wait until then, correct this machine's clock, or bind another certificate.");
        }
        if (!isEnding(proved, now)) {
            return noted(new EndWarnings(now, proved).all());
        }
        String ended = "The certificate " + proved + " expired on " + proved.notAfter()
                + ". Import a renewed one under the same alias; no restart is needed.";
        return expired == TlsPolicy.ExpiredCertificates.WITHDRAW
                ? dated(Verdict.EXPIRED, ended)
                : noted(Stream.of(ended + " It is still served, because of expiredCertificate=keep."));
    }

    private Finding dated(Verdict changed, String sentence) {
        return new Finding(alias, changed, sentence, certificate, notes, doubt, stapling);
    }

    private Finding noted(Stream<String> more) {
        return new Finding(alias, verdict, reason, certificate, with(more), doubt, stapling);
    }

    private List<String> with(Stream<String> more) {
        return Stream.concat(more, notes.stream()).toList();
    }

    private static boolean isEnding(ServerCertificate proved, Instant now) {
        return now.plus(LAST_MOMENT).isAfter(proved.notAfter());
    }

    private static Finding without(String alias, Verdict verdict, String reason) {
        return new Finding(alias, verdict, reason, Optional.empty(), List.of(), Optional.empty(), Stapling.off());
    }

    private static String listed(List<String> aliases) {
        String listed = aliases.stream().limit(ALIASES_LISTED).collect(Collectors.joining(", "));
        int more = aliases.size() - ALIASES_LISTED;
        return more > 0 ? listed + " and " + more + " more" : listed;
    }
}
