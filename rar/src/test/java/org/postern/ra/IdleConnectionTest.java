package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.postern.net.Peer;

/** The connection of a sender that says nothing more, at an address that stays open. */
class IdleConnectionTest extends SharedAddressSetUp {
    @Test
    void itDoesNotKeepTheBeanOfItsLastMessageWhoseApplicationIsGone() throws Exception {
        server.activate(second, recipients("*@second.example"));
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            WeakReference<FakeBean> gone = deliverAndUndeploy(peer);

            await().until(() -> {
                System.gc();
                return gone.get() == null;
            });
            assertThat(deliver(peer, "b@second.example")).startsWith("250");
        }
    }

    private WeakReference<FakeBean> deliverAndUndeploy(Peer peer) throws Exception {
        FakeBean undeployed = server.bean("undeployed");
        SmtpActivationSpec spec = server.activate(undeployed, recipients("*@undeployed.example"));
        assertThat(deliver(peer, "b@undeployed.example")).startsWith("250");
        server.adapter.endpointDeactivation(undeployed, spec);
        return new WeakReference<>(undeployed);
    }
}
