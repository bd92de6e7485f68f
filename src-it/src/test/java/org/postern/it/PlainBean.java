package org.postern.it;

import org.postern.api.MailListener;
import org.postern.api.MailMessage;

/** Takes all mail; declared in {@code ejb-jar.xml} alone, under any number of names. */
public class PlainBean implements MailListener {
    @Override
    public void onMessage(MailMessage message) {}
}
