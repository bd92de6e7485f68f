package org.postern.smtp;

/** What happens in a conversation besides the commands of the client and the ends that the server makes. */
enum Event implements Trigger {
    GREETED("the server sends its greeting"),
    CHALLENGED("the server sends a challenge"),
    CREDENTIALS_GIVEN("the client has sent all that its mechanism asks for"),
    ACCEPTED("the bean, or the container for credentials, agrees"),
    REFUSED(
            "the bean, or the container for credentials, refuses; or the client cancels AUTH, or sends what is no response"),
    CHUNK_REFUSED("the server refuses BDAT, whose octets come all the same"),
    CHUNK_ENDED("all octets of a chunk are there, and the content goes on"),
    CONTENT_ENDED("all of the message is there"),
    CONTENT_REFUSED("all of the message is there, or of the chunk that spoils it, and it cannot be delivered"),
    DELIVERED("the outcome of the delivery is known"),
    TLS_READY("there is a TLS engine, and the server answers 220"),
    TLS_FAILED("there is no TLS engine, and the server answers 454"),
    SECURED("the TLS handshake is complete"),
    CONNECTION_ENDED("the connection is closed, or the server gives it up");

    private final String description;

    Event(String description) {
        this.description = description;
    }

    /** Who does what, for the documents. */
    String description() {
        return description;
    }
}
