package org.postern.it;

/** The catalogue on WildFly. */
class MisbehavingBeansOnWildFlyIT extends MisbehavingBeans {
    MisbehavingBeansOnWildFlyIT() {
        super(new WildFlyServer());
    }
}
