package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;
import org.postern.ra.address.KeptSockets;
import org.postern.ra.config.Property;

/** A wrong value of a property on a live server breaks nothing that a right one does not heal. */
@Timeout(60)
class HealingTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean orders = server.bean("orders");
    private final FakeBean bounces = server.bean("bounces");
    private FakePayara payara;

    @BeforeEach
    void deploy() throws Exception {
        server.adapter.setMaxMessageBytes("100");
        payara = new FakePayara(server);
    }

    @AfterEach
    void stop() {
        payara.close();
        server.close();
        log.close();
    }

    static Stream<Arguments> wrongValues() {
        Stream<Arguments> numbers = Arrays.stream(Property.values())
                .filter(property -> property.bounds().isPresent())
                .flatMap(property -> Stream.of(
                        Arguments.of(property, "many"),
                        Arguments.of(property, (property.bounds().orElseThrow().max() + 1) + "")));
        Stream<Arguments> texts = Stream.of(
                Arguments.of(Property.LISTEN, "smtp://localhost"),
                Arguments.of(Property.LISTEN, "${ENV=LISTEN}"),
                Arguments.of(Property.RECIPIENTS, "@@"),
                Arguments.of(Property.OVERLAP, "maybe"),
                Arguments.of(Property.TRANSACTION, "each"),
                Arguments.of(Property.HOST_NAME, "no name"),
                Arguments.of(Property.CERTIFICATE_BINDINGS, "mx"),
                Arguments.of(Property.KEY_STORE, "nowhere:"),
                Arguments.of(Property.TLS, "perhaps"),
                Arguments.of(Property.CLIENT_CERTIFICATES, "need"),
                Arguments.of(Property.TRUST_STORE, "nowhere:"),
                Arguments.of(Property.NETWORKS_ALLOWED, "everybody"),
                Arguments.of(Property.SPOOL_DIRECTORY, "/does/not/exist"),
                Arguments.of(Property.DNS_SERVERS, "dns.example"));
        return Stream.concat(numbers, texts);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void whatIsRefusedIsNotInForceAndTheRightValueIs(Property property, String wrong) throws Exception {
        payara.deploy(orders, recipients("*@orders.example"));
        payara.deploy(bounces, recipients("*@bounces.example"));

        payara.set(property, wrong);

        assertThat(payara.hasAdapter()).isTrue();
        assertThat(log.lines("POSTERN-1009"))
                .singleElement()
                .asString()
                .contains(property.beanName(), "(orders)", "(bounces)", "It goes on with those it had before");
        assertServed(orders, bounces);

        payara.set(property, server.adapter.get(property));
        payara.set(Property.MAX_MESSAGE_BYTES, "50");

        assertServed(orders, bounces);
        assertThat(sizeLimit()).isEqualTo("50");
        assertThat(log.lines("POSTERN-1009")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void howOftenItIsWrongMakesNoDifference(int times) throws Exception {
        payara.deploy(orders);
        for (int i = 1; i <= times; i++) {
            payara.set(i % 2 == 0 ? Property.MAX_ERRORS : Property.MAX_HOPS, "wrong " + i);
            assertServed(orders);
        }
        assertThat(log.lines("POSTERN-1009")).hasSize(times);

        payara.set(Property.MAX_ERRORS, "9");
        payara.set(Property.MAX_HOPS, "200");
        payara.set(Property.MAX_MESSAGE_BYTES, "50");

        assertServed(orders);
        assertThat(sizeLimit()).isEqualTo("50");
    }

    @Test
    void aContainerThatTakesAllPropertiesAwayBeforeItSetsThemAnewMakesNoDifference() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtp://127.0.0.1:" + server.port);
        payara.deploy(orders, spec);

        payara.replace(Property.MAX_ERRORS, "many");

        assertThat(log.lines("POSTERN-1009"))
                .singleElement()
                .asString()
                .contains("maxErrors", "It goes on with those it had before");
        assertServed(orders);
        assertThat(sizeLimit()).isEqualTo("100");
        payara.replace(Property.MAX_ERRORS, "9");
        assertServed(orders);
        assertThat(sizeLimit()).isEqualTo("100");
    }

    /** Right for the adapter, and for one of its beans. The other one has something of its own that does not fit. */
    @Test
    void whatOneBeanCannotGoOnWithIsInForceForNone() throws Exception {
        SmtpActivationSpec demanding = recipients("*@orders.example");
        demanding.setListen("smtp://127.0.0.1:" + server.port + "?clientCertificates=want");
        demanding.setRecipients("*");
        payara.set(Property.TRUST_STORE, "container");
        payara.deploy(orders, demanding);

        payara.set(Property.TRUST_STORE, null);

        assertThat(log.lines("POSTERN-1009"))
                .singleElement()
                .asString()
                .contains("(orders) cannot go on with them", "clientCertificates", "trustStore");
        assertServed(orders);
        payara.set(Property.TRUST_STORE, "container");
        payara.set(Property.MAX_MESSAGE_BYTES, "50");
        assertServed(orders);
        assertThat(sizeLimit()).isEqualTo("50");
    }

    /** Both beans want the same recipients then: that only one of them can have is seen when both are there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aBeanThatFindsNoPlaceAnyMoreGetsItBack(int times) throws Exception {
        payara.set(Property.OVERLAP, "copy");
        payara.deploy(orders);
        payara.deploy(bounces);
        payara.set(Property.OVERLAP, "refuse");
        for (int i = 1; i < times; i++) {
            payara.set(Property.MAX_ERRORS, "" + i);
        }
        assertThat(log.lines("POSTERN-1006")).hasSize(times).allSatisfy(line -> assertThat(line)
                .contains("(bounces) takes no mail"));
        assertThat(server.send("x\r\n")).startsWith("250");

        payara.set(Property.OVERLAP, "copy");

        assertServed(orders, bounces);
    }

    /** The directory was removed in between, so that neither the new values nor the former ones can be in force. */
    @Test
    void withoutFormerValuesToGoOnWithItDoesNotStartAndSaysForWhom() throws Exception {
        payara.deploy(orders);
        server.adapter.setStateDirectory("/does/not/exist");
        Left gone = new Left(
                List.of(new OrphanedActivation(
                        "orders", Optional.empty(), new WeakReference<>(orders), new SmtpActivationSpec())),
                server.adapter.values(),
                new KeptSockets());
        ActivationHandover place = new ActivationHandover();
        place.begin();
        place.end(gone);
        server.adapter.setMaxErrors("many");

        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(() -> RunningAdapter.start(
                        new FakeContainer(server.workManager, server.transactions),
                        server.adapter,
                        place,
                        Surroundings.real()))
                .withMessageContaining("maxErrors=\"many\"");

        assertThat(log.lines("POSTERN-1007")).singleElement().asString().contains("orders", "maxErrors");
        assertThat(place.left()).isEqualTo(gone);
    }

    private String sizeLimit() throws Exception {
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            return peer.ask("EHLO client.example.org").replaceAll("[\\S\\s]*SIZE (\\d+)[\\S\\s]*", "$1");
        }
    }

    /** Mail for each of them arrives. */
    private void assertServed(FakeBean... beans) throws Exception {
        for (FakeBean bean : beans) {
            int before = bean.received().size();
            try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(peer.ask("RCPT TO:<x@" + bean.getActivationName() + ".example>"))
                        .startsWith("250");
                peer.ask("DATA");
                assertThat(peer.ask("x\r\n.")).startsWith("250");
                peer.ask("QUIT");
            }
            assertThat(bean.received()).hasSize(before + 1);
        }
    }

    private static SmtpActivationSpec recipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }
}
