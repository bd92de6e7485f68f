package org.postern.tls.ocsp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;

/** Octets that have come back from a responder: what RFC 6960 section 3.2 has a client look at before it believes them. */
final class OcspResponse {
    /** Clients believe an answer that says nothing of the next one for a quarter of an hour. */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofMinutes(10);

    /** Longer than what authorities of the web may say: at most ten days. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final byte[] encoded;

    OcspResponse(byte[] encoded) {
        this.encoded = encoded;
    }

    OcspAnswer answer(CertificateID asked, X509CertificateHolder issuer, Instant now) throws OcspException {
        try {
            BasicOCSPResp response = successful();
            SingleResp single = about(asked, response);
            Instant signersEnd = new OcspSigners(issuer).check(response, now);
            return judged(single, now, signersEnd);
        } catch (IOException | OCSPException | RuntimeException | StackOverflowError e) {
            throw new OcspException("what it sends is no OCSP response");
        }
    }

    private BasicOCSPResp successful() throws IOException, OCSPException, OcspException {
        // Octets behind it would go to clients, too.
        ASN1Primitive whole = ASN1Primitive.fromByteArray(encoded);
        OCSPResp response = new OCSPResp(org.bouncycastle.asn1.ocsp.OCSPResponse.getInstance(whole));
        if (response.getStatus() != OCSPResp.SUCCESSFUL) {
            throw new OcspException("it answers " + name(response.getStatus()));
        }
        if (response.getResponseObject() instanceof BasicOCSPResp basic) {
            return basic;
        }
        throw new OcspException("its answer is of an unknown kind");
    }

    /** RFC 6960 section 4.2.1. */
    private static String name(int status) {
        return switch (status) {
            case OCSPResp.MALFORMED_REQUEST -> "malformedRequest";
            case OCSPResp.INTERNAL_ERROR -> "internalError";
            case OCSPResp.TRY_LATER -> "tryLater";
            case OCSPResp.SIG_REQUIRED -> "sigRequired: it answers only those who sign what they ask";
            case OCSPResp.UNAUTHORIZED -> "unauthorized: it does not know the certificate, or no more";
            default -> "with the status " + status;
        };
    }

    private static SingleResp about(CertificateID asked, BasicOCSPResp response) throws OcspException {
        List<SingleResp> ofThatNumber = Arrays.stream(response.getResponses())
                .filter(one -> one.getCertID().getSerialNumber().equals(asked.getSerialNumber()))
                .toList();
        List<SingleResp> all = ofThatNumber.stream()
                .filter(one -> isAsked(one.getCertID(), asked))
                .toList();
        if (all.isEmpty()) {
            boolean otherHash = ofThatNumber.stream()
                    .anyMatch(one -> !one.getCertID().getHashAlgOID().equals(asked.getHashAlgOID()));
            throw new OcspException(
                    otherHash
                            ? "its answer names the certificate by another hash than the question, and clients do not find it there"
                            : "its answer is about another certificate");
        }
        if (all.size() > 1) {
            // Which of them counts, each client decides for itself.
            throw new OcspException("its answer says more than one thing of the certificate");
        }
        if (!all.get(0).getCriticalExtensionOIDs().isEmpty()
                || !response.getCriticalExtensionOIDs().isEmpty()) {
            throw new OcspException("its answer has critical extensions, which clients do not know");
        }
        return all.get(0);
    }

    /** By the same hash, too: clients with OpenSSL look for what they would have asked themselves. */
    private static boolean isAsked(CertificateID one, CertificateID asked) {
        return one.getHashAlgOID().equals(asked.getHashAlgOID())
                && Arrays.equals(one.getIssuerNameHash(), asked.getIssuerNameHash())
                && Arrays.equals(one.getIssuerKeyHash(), asked.getIssuerKeyHash());
    }

    private OcspAnswer judged(SingleResp single, Instant now, Instant signersEnd) throws OcspException {
        Instant thisUpdate = single.getThisUpdate().toInstant();
        Date next = single.getNextUpdate();
        Instant nextUpdate = next == null ? thisUpdate.plus(WITHOUT_NEXT_UPDATE) : next.toInstant();
        if (nextUpdate.isBefore(thisUpdate)) {
            throw new OcspException("its answer ends before it begins");
        }
        Instant end = Collections.min(List.of(nextUpdate, signersEnd, now.plus(LONGEST)));
        OcspAnswer answer = new OcspAnswer(encoded, thisUpdate, end);
        if (answer.isOfTheFutureAt(now)) {
            throw new OcspException("its answer is of " + thisUpdate
                    + ", which is still to come: the clock of this machine is wrong, or its");
        }
        if (!answer.isGoodAt(now)) {
            throw new OcspException("its answer was good until " + answer.nextUpdate() + " only");
        }
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return answer;
        }
        throw status instanceof RevokedStatus revoked
                ? new OcspException("revoked on " + revoked.getRevocationTime().toInstant() + reason(revoked), answer)
                : new OcspException("it does not know the certificate (unknown)");
    }

    /** RFC 5280 section 5.3.1. */
    private static String reason(RevokedStatus revoked) {
        return revoked.hasRevocationReason()
                ? switch (revoked.getRevocationReason()) {
                    case 1 -> " (keyCompromise)";
                    case 2 -> " (cACompromise)";
                    case 3 -> " (affiliationChanged)";
                    case 4 -> " (superseded)";
                    case 5 -> " (cessationOfOperation)";
                    case 6 -> " (certificateHold)";
                    case 9 -> " (privilegeWithdrawn)";
                    default -> "";
                }
                : "";
    }
}
