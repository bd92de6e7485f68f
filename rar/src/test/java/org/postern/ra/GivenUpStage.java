package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.postern.net.Ip;
import org.postern.net.Peer;

/** Where a deployment is given up. */
enum GivenUpStage {
    STARTED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.start();
        }

        @Override
        void goOn(GivenUpDeployment deployment) {
            deployment.awaitCheck();
        }
    },
    VALUE_REFUSED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setMaxRecipients("many");
            deployment.refuse(spec);
        }

        @Override
        void goOn(GivenUpDeployment deployment) {
            deployment.awaitCheck();
        }
    },
    SECOND_BEAN_REFUSED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            deployment.refuse(new SmtpActivationSpec());
        }
    },
    ACTIVATED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
        }
    },
    ADDRESS_IN_USE {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.occupant.bind(new InetSocketAddress(Ip.of("127.0.0.1"), deployment.server.port));
            deployment.activate();
        }

        @Override
        void goOn(GivenUpDeployment deployment) throws Exception {
            deployment.occupant.close();
            await().until(() -> !deployment.log.lines("POSTERN-1015").isEmpty());
            deployment.somebodyComes();
        }
    },
    PAUSED_AND_CLOSED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setInitialState("paused");
            deployment.adapter().setWhenPaused("closed");
            deployment.activate();
        }
    },
    RECEIVED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            assertThat(deployment.server.send("hello\r\n")).startsWith("250");
        }
    },
    CONNECTED {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            deployment.connect();
        }
    },
    IN_THE_MIDDLE_OF_A_COMMAND {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            deployment.connect().send("MAIL FR");
        }
    },
    IN_THE_MIDDLE_OF_CONTENT {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            Peer peer = deployment.connect();
            peer.beginData();
            peer.send("half a mess");
        }
    },
    IN_THE_MIDDLE_OF_A_CHUNK_IN_A_FILE {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setSpoolThresholdBytes("0");
            deployment.activate();
            Peer peer = deployment.connect();
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            peer.send("BDAT 1000\r\nhalf a mess");
        }
    },
    IN_THE_MIDDLE_OF_A_HANDSHAKE {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            Peer peer = deployment.connect();
            assertThat(peer.ask("STARTTLS")).startsWith("220");
            peer.send("\u0016\u0003\u0001");
        }
    },
    IN_TLS {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            deployment.connectInTls();
        }
    },
    IN_THE_MIDDLE_OF_AUTH {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
            assertThat(deployment.connectInTls().ask("AUTH PLAIN")).startsWith("334");
        }

        @Override
        void goOn(GivenUpDeployment deployment) throws Exception {
            deployment.peers.get(0).ask("AGFubmEAcGFzc3dvcmQ=");
        }
    },
    BEFORE_THE_GREETING {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setGreetingDelayMillis("60000");
            deployment.activate();
            deployment.peers.add(Peer.connect("127.0.0.1", deployment.server.port));
        }

        @Override
        void goOn(GivenUpDeployment deployment) throws Exception {
            deployment.peers.get(0).ask("EHLO early.example.org");
        }
    },
    BEHIND_A_PROXY {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setNetworksOfProxies("127.0.0.0/8");
            deployment.activate();
            deployment.peers.add(Peer.connect("127.0.0.1", deployment.server.port));
        }

        @Override
        void goOn(GivenUpDeployment deployment) throws Exception {
            deployment.peers.get(0).ask("PROXY TCP4 192.0.2.1 192.0.2.2 50000 25");
        }
    },
    DNS_DOES_NOT_ANSWER {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setNullMxSenders("reject");
            deployment.activate();
            deployment.connect().send("MAIL FROM:<a@example.org>\r\n");
        }

        @Override
        void goOn(GivenUpDeployment deployment) {
            deployment.awaitCheck();
        }
    },
    ASKING_THE_BEAN {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.bean.asked(inquiry -> deployment.holdUp());
            deployment.activate();
            deployment.connect().send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
            deployment.awaitBean();
        }
    },
    DELIVERING {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.bean.doing(mail -> deployment.holdUp());
            deployment.activate();
            deployment.sendWithoutWaiting();
            deployment.awaitBean();
        }
    },
    WAITING_FOR_THE_BEAN {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.adapter().setMaxConcurrentDeliveries("1");
            DELIVERING.reach(deployment);
            deployment.sendWithoutWaiting();
            await().until(() ->
                    ManagedBean.activation("orders").get("WaitingDeliveries").equals(1));
        }
    },
    CERTIFICATES_CHANGE {
        @Override
        void reach(GivenUpDeployment deployment) throws Exception {
            deployment.activate();
        }

        @Override
        void goOn(GivenUpDeployment deployment) throws Exception {
            Files.copy(deployment.otherKeys, deployment.keys, StandardCopyOption.REPLACE_EXISTING);
            await().until(() -> !deployment.log.lines("POSTERN-1022").isEmpty());
        }
    };

    abstract void reach(GivenUpDeployment deployment) throws Exception;

    /** What happens although the class loader is closed. */
    void goOn(GivenUpDeployment deployment) throws Exception {
        deployment.somebodyComes();
    }
}
