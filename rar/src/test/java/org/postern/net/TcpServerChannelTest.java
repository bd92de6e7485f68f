package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelId;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Netty is given of a listening socket; without an event loop. */
class TcpServerChannelTest {
    private final List<java.nio.channels.SocketChannel> clients = new ArrayList<>();
    private final List<Object> accepted = new ArrayList<>();
    private ServerSocketChannel socket;
    private TcpServerChannel server;

    @BeforeEach
    void listen() throws Exception {
        socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = new TcpServerChannel(socket);
    }

    @AfterEach
    void close() throws Exception {
        for (Object channel : accepted) {
            ((SocketChannel) channel).unsafe().closeForcibly();
        }
        for (java.nio.channels.SocketChannel client : clients) {
            client.close();
        }
        socket.close();
    }

    @Test
    void whereNoClientWaitsNoneIsSaidToHaveCome() throws Exception {
        assertThat(server.doReadMessages(accepted)).isZero();
        assertThat(accepted).isEmpty();
    }

    @Test
    void clientsThatWaitAreTakenOneAtATimeInTheirOrder() throws Exception {
        connect(5);

        for (int i = 0; i < 5; i++) {
            accept();
            SocketChannel channel = (SocketChannel) accepted.get(i);
            assertThat(channel.remoteAddress()).isEqualTo(clients.get(i).getLocalAddress());
            assertThat(channel.localAddress()).isEqualTo(socket.getLocalAddress());
            assertThat(channel.parent()).isSameAs(server);
            assertThat(channel.isActive()).isTrue();
        }
        assertThat(server.doReadMessages(accepted)).isZero();
    }

    /** One that has gone by then is found out when it is read. */
    @Test
    void aClientThatGoesWhileItWaitsHindersNoOther() throws Exception {
        connect(3);
        clients.get(1).close();

        for (int i = 0; i < 3; i++) {
            accept();
        }
        assertThat(((SocketChannel) accepted.get(2)).remoteAddress())
                .isEqualTo(clients.get(2).getLocalAddress());
    }

    @Test
    void theIdOfAConnectionIsEqualToItselfAloneAndIsNoneThatIsUniqueInTheWorld() throws Exception {
        connect(20);
        Set<ChannelId> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            accept();
            ChannelId id = ((SocketChannel) accepted.get(i)).id();
            ids.add(id);

            assertThat(id).isNotInstanceOf(DefaultChannelId.class).isEqualByComparingTo(id);
            assertThat(id.asShortText()).isNotEmpty().isEqualTo(id.asLongText());
        }
        assertThat(ids).hasSize(20);
    }

    private void connect(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            clients.add(java.nio.channels.SocketChannel.open(socket.getLocalAddress()));
        }
    }

    /** What the kernel has queued for the listening socket may take a moment to be seen. */
    private void accept() {
        int before = accepted.size();
        Awaitility.await().until(() -> server.doReadMessages(accepted) == 1);
        assertThat(accepted).hasSize(before + 1);
    }
}
