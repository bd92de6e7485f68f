package org.postern.tls;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/** Certificates that demand an answer of the server (RFC 7633), which it does not give here. */
final class FeatureKinds {
    private FeatureKinds() {}

    static void addTo(CertificateCatalogue catalogue) {
        catalogue.issued("must-staple without a responder", TestCertificates.EC, own -> mustHave(own, 5));
        catalogue.issued("must-staple by status_request_v2", TestCertificates.EC, own -> mustHave(own, 17));
        catalogue.issued("must-staple by either", TestCertificates.EC, own -> mustHave(own, 5, 17));
        catalogue.issued("an unknown TLS feature", TestCertificates.EC, own -> mustHave(own, 4_711));
        catalogue.lowerIs("must-staple", lower -> mustHave(lower, 5));
        catalogue.add(
                "must-staple, and its intermediate too",
                TestCertificates.EC,
                CertificateCatalogue.root(CertificateCatalogue.ROOT, of -> of),
                CertificateCatalogue.ofLower(own -> mustHave(own, 5)),
                CertificateCatalogue.lower(lower -> mustHave(lower, 5)));
    }

    private static CertificateBuilder mustHave(CertificateBuilder own, int... features) {
        return own.with(
                "1.3.6.1.5.5.7.1.24",
                false,
                new DERSequence(
                        Arrays.stream(features).mapToObj(ASN1Integer::new).toArray(ASN1Encodable[]::new)));
    }
}
