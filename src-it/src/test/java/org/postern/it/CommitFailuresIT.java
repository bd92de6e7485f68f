package org.postern.it;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commits that fail on Payara. */
@ExtendWith(ArquillianExtension.class)
class CommitFailuresIT extends CommitFailures<PosternServer> {
    CommitFailuresIT() {
        super(new PosternServer());
    }
}
