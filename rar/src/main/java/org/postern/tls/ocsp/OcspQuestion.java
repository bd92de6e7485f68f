package org.postern.tls.ocsp;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/** What is asked about one certificate, and whom. Immutable. */
public final class OcspQuestion {
    /** The certificate is the administrator's own: none of a working authority comes near it. */
    private static final int MOST_OF_URI = 2_048;

    private final X509CertificateHolder issuer;
    private final URI responder;
    private final CertificateID id;
    private final byte[] encoded;

    private OcspQuestion(X509CertificateHolder issuer, URI responder, CertificateID id, byte[] encoded) {
        this.issuer = issuer;
        this.responder = responder;
        this.id = id;
        this.encoded = encoded;
    }

    /**
     * About the first of a chain.
     *
     * @param chain in order, each followed by the one that issued it
     * @throws OcspException if it names no responder, or there is no way to judge an answer
     */
    public static OcspQuestion about(List<X509Certificate> chain) throws OcspException {
        try {
            X509CertificateHolder own = new X509CertificateHolder(chain.get(0).getEncoded());
            URI responder = responder(own)
                    .orElseThrow(() -> new OcspException("it names no OCSP responder that is reached by http"));
            if (chain.size() < 2) {
                if (own.getIssuer().equals(own.getSubject())) {
                    throw new OcspException("it is signed by itself, and no authority answers for it");
                }
                throw new OcspException(
                        "its chain lacks the certificate of the authority that issued it, without which no"
                                + " answer can be verified; import the whole chain");
            }
            X509CertificateHolder issuer =
                    new X509CertificateHolder(chain.get(1).getEncoded());
            // With SHA-1, which all responders know (RFC 5019 section 2.1.1), and which secures nothing here.
            CertificateID id = new CertificateID(
                    new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1), issuer, own.getSerialNumber());
            // Without a nonce: that would be an answer for this server alone, and large responders give none.
            byte[] encoded = new OCSPReqBuilder().addRequest(id).build().getEncoded();
            return new OcspQuestion(issuer, responder, id, encoded);
        } catch (CertificateEncodingException | IOException | OCSPException | OperatorCreationException e) {
            throw new OcspException("its OCSP responder cannot be asked (" + e.getMessage() + ")");
        }
    }

    /** The first that speaks http: with https its own certificate would have to be asked about (RFC 5280 section 4.2.2.1). */
    private static Optional<URI> responder(X509CertificateHolder own) {
        try {
            AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(own.getExtensions());
            return access == null
                    ? Optional.empty()
                    : Arrays.stream(access.getAccessDescriptions())
                            .filter(one -> AccessDescription.id_ad_ocsp.equals(one.getAccessMethod()))
                            .map(AccessDescription::getAccessLocation)
                            .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                            .flatMap(name -> place(name.getName().toString().strip()).stream())
                            .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // None that could be found.
        }
    }

    /** Names that are none by RFC 1123, with an underscore, are used within companies. */
    private static Optional<URI> place(String text) {
        try {
            return text.length() <= MOST_OF_URI && text.toLowerCase(Locale.ROOT).startsWith("http://")
                    ? Optional.of(new URI(text)).filter(uri -> uri.getRawAuthority() != null)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // There may be another that is one.
        }
    }

    /** Whom to ask, by http. */
    public URI responder() {
        return responder;
    }

    /** What is to be sent there. Not to be written to. */
    public byte[] encoded() {
        return encoded;
    }

    /**
     * The answer, if it says that the certificate is good, and a client would believe it.
     *
     * @param response whatever came back
     * @throws OcspException if not, with what the responder has done
     */
    public OcspAnswer answer(byte[] response, Instant now) throws OcspException {
        return new OcspResponse(response).answer(id, issuer, now);
    }
}
