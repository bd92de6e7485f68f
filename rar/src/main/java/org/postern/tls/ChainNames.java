package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/** Whether the authorities of a chain may issue certificates for the names of its first (RFC 5280 section 4.2.1.10). */
final class ChainNames {
    static final String ALTERNATIVE_NAMES = "2.5.29.17";
    static final String CONSTRAINTS = "2.5.29.30";

    private final X509Certificate own;
    private final PKIXNameConstraintValidator allowed = new PKIXNameConstraintValidator();

    /**
     * @throws IllegalArgumentException if the constraints cannot be read, so that it is unknown what is meant
     */
    ChainNames(X509Certificate own, List<X509Certificate> issuers) {
        this.own = own;
        for (X509Certificate issuer : issuers) {
            octets(issuer.getExtensionValue(CONSTRAINTS))
                    .map(NameConstraints::getInstance)
                    .forEach(this::narrow);
        }
    }

    /** The alternative names, or the common name in their place. */
    boolean allowsHosts() {
        List<GeneralName> alternatives = octets(own.getExtensionValue(ALTERNATIVE_NAMES))
                .flatMap(value -> Arrays.stream(GeneralNames.getInstance(value).getNames()))
                .toList();
        boolean named = alternatives.stream().anyMatch(name -> name.getTagNo() == GeneralName.dNSName);
        Optional<GeneralName> instead = named
                ? Optional.empty()
                : CommonName.of(own).filter(CommonName::isHost).map(host -> new GeneralName(GeneralName.dNSName, host));
        return Stream.concat(alternatives.stream(), instead.stream()).allMatch(this::allows);
    }

    boolean allowsSubject() {
        try {
            X500Name subject =
                    X500Name.getInstance(own.getSubjectX500Principal().getEncoded());
            allowed.checkPermittedDN(subject);
            allowed.checkExcludedDN(subject);
            return true;
        } catch (NameConstraintValidatorException e) {
            return false;
        }
    }

    private boolean allows(GeneralName name) {
        try {
            allowed.checkPermitted(name);
            allowed.checkExcluded(name);
            return true;
        } catch (NameConstraintValidatorException e) {
            return false;
        }
    }

    private void narrow(NameConstraints constraints) {
        Optional.ofNullable(constraints.getPermittedSubtrees()).ifPresent(allowed::intersectPermittedSubtree);
        Stream.ofNullable(constraints.getExcludedSubtrees())
                .flatMap(Arrays::stream)
                .forEach(allowed::addExcludedSubtree);
    }

    private static Stream<byte[]> octets(byte @Nullable [] extension) {
        return Stream.ofNullable(extension)
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }
}
