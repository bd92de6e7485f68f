package org.postern.ra.config;

import java.util.Map;
import org.postern.smtp.OwnSenders;
import org.postern.tls.CertificateUser;

/**
 * Which senders may send.
 *
 * @param refusesNullMx whether those are refused whose domain takes no mail
 * @param certificateUser whom a client certificate stands for
 * @param own the addresses of users who have authenticated
 */
record SenderConfig(boolean refusesNullMx, CertificateUser certificateUser, OwnSenders own) {
    static SenderConfig read(Configuration from) {
        return new SenderConfig(
                from.choice(Property.NULL_MX_SENDERS, Map.of("accept", false, "reject", true)),
                from.choice(
                        Property.EXTERNAL_USER,
                        Map.of(
                                "cn", CertificateUser.COMMON_NAME,
                                "email", CertificateUser.EMAIL,
                                "subject", CertificateUser.SUBJECT)),
                OwnSenders.parse(
                        from.text(Property.SENDERS_OF_USERS),
                        word -> from.problem(
                                Property.SENDERS_OF_USERS,
                                "\"" + word + "\" is no pattern. Write them as in %u@example.com, %u+*@example.com,"
                                        + " where %u is the name of the user")));
    }
}
