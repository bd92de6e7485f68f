package org.postern.it;

/** Commits that fail on WildFly. */
class CommitFailuresOnWildFlyIT extends CommitFailures<WildFlyServer> {
    CommitFailuresOnWildFlyIT() {
        super(new WildFlyServer());
    }
}
