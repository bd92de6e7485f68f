package org.postern.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One message of one sender, and all that is true of it. */
final class Mail {
    private final String token;
    private final String peer;
    private final String bean;
    private final Set<String> excuses = new LinkedHashSet<>();
    private final List<Link> links = new ArrayList<>();
    private int rows;
    private int inDelivery;
    private boolean told;
    private boolean refused;

    /**
     * A message that nobody has heard of.
     *
     * @param token stands in its content; others may have the same
     * @param peer the address of its sender
     * @param bean the domain of its recipients, which is the bean's name
     */
    Mail(String token, String peer, String bean) {
        this.token = token;
        this.peer = peer;
        this.bean = bean;
    }

    /** Of what one recipient alone is to get. */
    static String token(String ofMessage, String recipient) {
        return ofMessage + "/" + recipient;
    }

    String bean() {
        return bean;
    }

    String key() {
        return token + "@" + peer;
    }

    /** It is sent on a connection: if the server still has an earlier one, it cannot know that they are the same. */
    void goesOn(Link link) {
        if (links.stream().anyMatch(Link::isOpenAtServer)) {
            excuse("an earlier connection was still there");
        }
        links.add(link);
    }

    /** It may be there twice, because. */
    void excuse(String why) {
        excuses.add(why);
    }

    Set<String> excuses() {
        return excuses;
    }

    void delivering(boolean begins) {
        inDelivery += begins ? 1 : -1;
    }

    boolean isInDelivery() {
        return inDelivery > 0;
    }

    void committed() {
        rows++;
    }

    int rows() {
        return rows;
    }

    void told() {
        told = true;
    }

    boolean isTold() {
        return told;
    }

    void refused() {
        refused = true;
    }

    /** Whether its sender has got rid of it. */
    boolean isOver() {
        return told || refused;
    }

    @Override
    public String toString() {
        return key() + " for " + bean + ": rows " + rows + ", told " + told + ", refused " + refused + ", excuses "
                + excuses;
    }
}
