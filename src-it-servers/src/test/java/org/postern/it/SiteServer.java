package org.postern.it;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.management.MBeanServerConnection;
import org.h2.Driver;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postern.run.DeploymentFailedException;

/** The server of a cell, for the time of one of the tests that the cell runs. */
final class SiteServer implements TestServer {
    private final Site site;
    private final Deque<String> deployed = new ArrayDeque<>();
    private boolean transactionsLimited;

    SiteServer(Site site) {
        this.site = site;
    }

    /** Each time under another name: GlassFish keeps the data sources of an application that had the same. */
    void deploy(Ears ear, Map<String, String> adapterProperties) throws DeploymentFailedException {
        String name = "catalogue-" + System.nanoTime();
        site.deploy(Application.of(name, ear.named(name).library(Driver.class)), adapterProperties);
        deployed.push(name);
    }

    @Override
    public void deploy(Path ear, Map<String, String> adapterProperties) {
        throw new UnsupportedOperationException("Not every server takes an EAR");
    }

    /** Each server has a place of its own for that. */
    Ears withShortTransactions(Ears ear) {
        site.server().limitTransactions(1);
        transactionsLimited = true;
        return ear.transactionTimeout(1);
    }

    @Override
    public void undeploy() {
        site.undeploy(deployed.pop());
    }

    @Override
    public MBeanServerConnection management() {
        return site.management();
    }

    @Override
    public void beforeEach(ExtensionContext context) {}

    @Override
    public void afterEach(ExtensionContext context) {
        while (!deployed.isEmpty()) {
            undeploy();
        }
        if (transactionsLimited) {
            site.server().limitTransactions(0);
        }
    }
}
