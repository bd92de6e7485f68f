package org.postern.smtp;

/**
 * What all conversations at one address have in common. Immutable, shared by all threads.
 */
public final class ConversationSettings {
    private final String hostName;
    private final Limits limits;
    private final Service service;
    private final UserPolicy users;
    private final EnvelopeSyntax syntax;
    private final Capabilities capabilities;
    private final Reply greeting;
    private final Reply closing;

    /**
     * Fixes the settings.
     *
     * @param hostName what this server calls itself, in greetings and trace fields
     */
    public ConversationSettings(
            String hostName, Limits limits, Service service, UserPolicy users, EnvelopeSyntax syntax) {
        this.hostName = hostName;
        this.limits = limits;
        this.service = service;
        this.users = users;
        this.syntax = syntax;
        this.capabilities = new Capabilities(hostName, limits);
        this.greeting = Replies.greeting(hostName);
        this.closing = Replies.closing(hostName);
    }

    /** Whether a server can call itself so (RFC 5321 section 4.1.2, Domain). */
    public static boolean isHostName(String name) {
        return Utf8.isAscii(name) && Domains.isStrictDomain(name);
    }

    public String hostName() {
        return hostName;
    }

    public Limits limits() {
        return limits;
    }

    public Service service() {
        return service;
    }

    public UserPolicy users() {
        return users;
    }

    EnvelopeSyntax syntax() {
        return syntax;
    }

    /** What every client hears first. */
    Reply greeting() {
        return greeting;
    }

    /** The answer to QUIT. */
    Reply closing() {
        return closing;
    }

    Capabilities capabilities() {
        return capabilities;
    }
}
