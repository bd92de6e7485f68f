package org.postern.it;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.MessageDriven;
import org.postern.api.MailEndpoint;
import org.postern.api.MailReply;
import org.postern.endpoint.OnMail;

/** One of its methods is for partners only. */
@MessageDriven
public class RolesBean implements MailEndpoint {
    @OnMail(to = "partners@example.com")
    @RolesAllowed("partner")
    public MailReply partners() {
        return MailReply.accepted("Partner");
    }

    @OnMail(to = "all@example.com")
    @PermitAll
    public MailReply all() {
        return MailReply.accepted("All");
    }
}
