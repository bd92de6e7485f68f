package org.postern.net;

import javax.security.auth.Subject;

/**
 * Who has authenticated, as long as the session lasts: the name, and what the realm makes of it. Immutable. The subject may give
 * others the rights of the user, and is written nowhere.
 */
public final class AuthenticatedUser {
    private final String name;
    private final Subject subject;

    /**
     * Takes over what is known of a user.
     *
     * @param subject principals and credentials by which the realm knows the user again, no password among them; empty if
     *     the realm has said no more than that it knows the user. Is read-only from now on
     */
    public AuthenticatedUser(String name, Subject subject) {
        this.name = name;
        this.subject = subject;
        subject.setReadOnly();
    }

    /** As the client gave it, or as its certificate has it. */
    public String name() {
        return name;
    }

    /** Read-only. */
    public Subject subject() {
        return subject;
    }

    @Override
    public String toString() {
        return name;
    }
}
