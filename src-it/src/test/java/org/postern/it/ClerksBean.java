package org.postern.it;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** What only some users may have done. */
@Stateless
public class ClerksBean {
    @RolesAllowed("clerk")
    public void onlyForClerks() {}
}
