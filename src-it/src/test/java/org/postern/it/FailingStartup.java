package org.postern.it;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** What makes a deployment fail when all adapters and beans are up. */
@Singleton
@Startup
public class FailingStartup {
    @PostConstruct
    void start() {
        throw new IllegalStateException("This module does not start");
    }
}
