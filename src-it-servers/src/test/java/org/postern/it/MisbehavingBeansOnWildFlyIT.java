package org.postern.it;

/** The catalogue on WildFly. */
class MisbehavingBeansOnWildFlyIT extends MisbehavingBeans<WildFlyServer> {
    MisbehavingBeansOnWildFlyIT() {
        super(new WildFlyServer());
    }

    @Override
    Ears withShortTransactions(Ears ear) {
        server.setTransactionTimeout(1);
        return ear;
    }
}
