package org.postern.console;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What the page asks. */
@ApplicationPath("api")
public class ConsoleApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                StateResource.class,
                MailResource.class,
                WhatIfResource.class,
                PathResource.class,
                LiveResource.class,
                SessionResource.class,
                RefusedMapper.class,
                UnexpectedMapper.class);
    }
}
