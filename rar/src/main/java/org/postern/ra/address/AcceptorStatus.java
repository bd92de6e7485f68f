package org.postern.ra.address;

import java.nio.file.Path;
import java.util.List;
import org.postern.ip.IpLiteral;
import org.postern.net.Acceptor;
import org.postern.net.ListenAddress;
import org.postern.ra.delivery.Activation;
import org.postern.ra.management.AcceptorStatusMXBean;

/** One address to listen on, in management tools. Thread-safe. */
final class AcceptorStatus implements AcceptorStatusMXBean {
    private final Acceptor acceptor;
    private final AcceptorControl control;
    private final List<Activation> activations;

    /**
     * Shows how it stands.
     *
     * @param activations those of any moment
     */
    AcceptorStatus(Acceptor acceptor, AcceptorControl control, List<Activation> activations) {
        this.acceptor = acceptor;
        this.control = control;
        this.activations = activations;
    }

    @Override
    public String getScheme() {
        return listen().scheme().toString();
    }

    @Override
    public String getAddress() {
        return listen().path().map(Path::toString).orElseGet(() -> IpLiteral.format(listen().ip()));
    }

    @Override
    public int getPort() {
        return listen().port();
    }

    @Override
    public String getState() {
        return control.state().name();
    }

    @Override
    public int getOpen() {
        return control.state() == AcceptorControl.State.OPEN ? 1 : 0;
    }

    @Override
    public String getReason() {
        return control.reason();
    }

    @Override
    public int getBindFailures() {
        return control.trouble().map(BindFailure::failures).orElse(0);
    }

    @Override
    public String getNextTry() {
        return control.trouble().map(trouble -> trouble.nextTry().toString()).orElse("");
    }

    @Override
    public int getConnections() {
        return acceptor.connections();
    }

    @Override
    public String[] getActivations() {
        return activations.stream().map(Activation::name).toArray(String[]::new);
    }

    @Override
    public void pause() {
        control.pause();
    }

    @Override
    public void resume() {
        control.resume();
    }

    private ListenAddress listen() {
        return acceptor.settings().listen();
    }
}
