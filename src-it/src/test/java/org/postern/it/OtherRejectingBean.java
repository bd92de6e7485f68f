package org.postern.it;

import jakarta.ejb.MessageDriven;

/** Wants no mail either. */
@MessageDriven
public class OtherRejectingBean extends RejectingBean {}
