package org.postern.ra.management;

import org.postern.ip.IpLiteral;
import org.postern.net.ListenAddress;

/** An address to listen on that nobody has opened, as management tools would see it. */
record FakeAcceptor(ListenAddress listen) implements AcceptorStatusMXBean {
    @Override
    public String getScheme() {
        return listen.scheme().toString();
    }

    @Override
    public String getAddress() {
        return IpLiteral.format(listen.ip());
    }

    @Override
    public int getPort() {
        return listen.port();
    }

    @Override
    public String getState() {
        return "WAITING";
    }

    @Override
    public int getOpen() {
        return 0;
    }

    @Override
    public String getReason() {
        return "";
    }

    @Override
    public int getBindFailures() {
        return 0;
    }

    @Override
    public String getNextTry() {
        return "";
    }

    @Override
    public int getConnections() {
        return 0;
    }

    @Override
    public String[] getActivations() {
        return new String[0];
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
