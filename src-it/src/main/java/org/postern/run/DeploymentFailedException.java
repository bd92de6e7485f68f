package org.postern.run;

/** An application could not be deployed; the message is the one that its administrator needs. */
public final class DeploymentFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A deployment failed.
     *
     * @param message why
     */
    public DeploymentFailedException(String message) {
        super(message);
    }
}
