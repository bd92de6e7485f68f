package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The common name in the subject of a certificate. */
public final class CommonName {
    private CommonName() {}

    /** The most specific one, if there is any that can be read. */
    public static Optional<String> of(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(name -> name.getType().equalsIgnoreCase("CN"))
                            .reduce((first, second) -> second)
                            .map(name -> name.getValue().toString());
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** Whether it may be meant as a host: constraints for hosts hold for it then, too. */
    static boolean isHost(String name) {
        return name.contains(".") && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-.*".indexOf(c) >= 0);
    }
}
