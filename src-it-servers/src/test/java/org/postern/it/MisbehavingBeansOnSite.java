package org.postern.it;

import java.util.Map;

/** The catalogue on the server of a cell. {@link Catalogue} runs it. */
class MisbehavingBeansOnSite extends MisbehavingBeans<SiteServer> {
    MisbehavingBeansOnSite() {
        super(new SiteServer(Catalogue.site()));
    }

    @Override
    void deploy(Ears ear, Map<String, String> adapterProperties) throws Exception {
        server.deploy(ear, adapterProperties);
    }

    @Override
    Ears withShortTransactions(Ears ear) {
        return server.withShortTransactions(ear);
    }
}
