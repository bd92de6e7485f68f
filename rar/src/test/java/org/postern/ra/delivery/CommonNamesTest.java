package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailListener;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.TasksOn;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.shared.InstantMemories;
import org.postern.smtp.Reply;

/** Which bean a message is for that comes again at another instance. */
@Timeout(30)
class CommonNamesTest {
    private static final String HERE = "smtp://127.0.0.1:2525";
    private static final String THERE = "smtp://127.0.0.2:2526";

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final FakeTransactions transactions = new FakeTransactions();
    private final InstantMemories memories = new InstantMemories(2, time);
    private final List<Deliveries> instances =
            IntStream.range(0, 2).mapToObj(this::deliveries).toList();
    private final ReceivedMessage message = ReceivedMessages.message("c-1-1", "Subject: order\r\n");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theNameOfAnInstanceAndWhereItListensMakeNoDifference() {
        lostAtTheFirst(bean("d,inst1,shop", "shop", HERE, "*"), Namesake.NONE);

        assertThat(replyOfTheSecond(bean("d,inst2,shop", "shop", THERE, "*"))).startsWith("250 ");
    }

    @Test
    void theApplicationAndTheMailboxesDo() {
        lostAtTheFirst(bean("d,inst1,shop", "shop", HERE, "*"), Namesake.NONE);

        assertThat(replyOfTheSecond(bean("d,inst2,desk", "desk", HERE, "*"))).isEmpty();
        assertThat(replyOfTheSecond(bean("d,inst2,shop", "shop", HERE, "*@example.org")))
                .isEmpty();
    }

    @Test
    void twoOfOneClassAreToldApartByWhereTheyListen() {
        Activation first = bean("d,inst1,shop#a", "shop", HERE, "*");
        Activation atTheOther = bean("d,inst2,shop#a", "shop", HERE, "*");
        Activation itsTwin = bean("d,inst2,shop#b", "shop", THERE, "*");
        first.tellFrom(bean("d,inst1,shop#b", "shop", THERE, "*"));
        itsTwin.tellFrom(atTheOther);
        lostAtTheFirst(first, Namesake.NONE);

        assertThat(replyOfTheSecond(itsTwin)).isEmpty();
        assertThat(replyOfTheSecond(atTheOther)).startsWith("250 ");
    }

    /** The container calls them by one name, as WildFly and TomEE do. */
    @Test
    void twoOfOneNameAreToldApartHereAsWell() {
        Activation first = bean("shop#a", "shop", HERE, "*");
        Activation second = bean("shop#a", "shop", THERE, "*");
        first.tellFrom(second);
        lostAtTheFirst(first, Namesake.NONE);

        assertThat(replyOfTheFirst(second)).isEmpty();
        assertThat(replyOfTheFirst(first)).startsWith("250 ");
    }

    /** Of another application, for instance. After a restart it may not be there yet. */
    @Test
    void oneOfTheSameNameThatComesOrGoesMakesNoDifference() {
        DuplicateMemory file = new DuplicateMemory(DuplicateFile.inMemory(10), Duration.ofHours(1), time);
        Deliveries instance = deliveries(file);
        Activation first = bean("adapter:listener", "shop", HERE, "*");
        lost(instance.duplicateCheck(first, Namesake.NONE));
        Activation second = bean("adapter:listener", "desk", THERE, "*");
        second.tellFrom(first);

        assertThat(reply(instance, first)).as("it has come").startsWith("250 ");
        assertThat(reply(instance, second)).isEmpty();
        assertThat(reply(instance, bean("adapter:listener", "shop", HERE, "*")))
                .as("it is not there")
                .startsWith("250 ");
    }

    @Test
    void ofTwoThatGetCopiesNothingIsToldOrAsked() {
        Activation first = bean("d,inst1,shop#a", "shop", HERE, "*");
        Activation second = bean("d,inst1,shop#b", "shop", HERE, "*");
        assertThat(first.namesake(second)).isEqualTo(Namesake.ELSEWHERE);
        lostAtTheFirst(first, first.namesake(second));

        assertThat(replyOfTheSecond(bean("d,inst2,shop#a", "shop", HERE, "*"))).isEmpty();
    }

    /** After a restart: the container calls them by two names, and so does the file. */
    @Test
    void ofTwoThatGetCopiesTheFileKnowsWhichItWas() {
        DuplicateMemory file = new DuplicateMemory(DuplicateFile.inMemory(10), Duration.ofHours(1), time);
        Activation first = bean("d,inst1,shop#a", "shop", HERE, "*");
        lost(deliveries(file).duplicateCheck(first, Namesake.ELSEWHERE));
        time.pass(Duration.ofSeconds(1));
        Deliveries next = deliveries(file);

        assertThat(next.duplicateCheck(first, Namesake.ELSEWHERE).replyInstead(message))
                .isPresent();
        assertThat(next.duplicateCheck(bean("d,inst1,shop#b", "shop", HERE, "*"), Namesake.ELSEWHERE)
                        .replyInstead(message))
                .isEmpty();
    }

    private Deliveries deliveries(int instance) {
        return deliveries(new DuplicateMemory(
                DuplicateFile.inMemory(10), Duration.ofHours(1), time, Optional.of(memories.of(instance))));
    }

    private Deliveries deliveries(DuplicateMemory memory) {
        return new Deliveries(
                Settings.lanes(new ManualWorkManager(), time),
                transactions.ofThreads(),
                memory,
                time,
                new TasksOn(Runnable::run),
                new DeliveryMessages(Settings.log()));
    }

    private Activation bean(String activationName, String application, String listen, String recipients) {
        return new Activation(
                new FakeBean(transactions).named(activationName),
                Settings.endpoint(Property.LISTEN, listen, Property.RECIPIENTS, recipients),
                MailListener.class,
                Optional.of(application),
                new DeliveryCounters(),
                1,
                (bean, inTable) -> Optional.empty());
    }

    private void lostAtTheFirst(Activation bean, Namesake namesake) {
        lost(instances.get(0).duplicateCheck(bean, namesake));
    }

    private void lost(DuplicateCheck check) {
        assertThat(check.replyInstead(message)).isEmpty();
        check.end(true);
        check.lose();
    }

    private String replyOfTheFirst(Activation bean) {
        return reply(instances.get(0), bean);
    }

    private String replyOfTheSecond(Activation bean) {
        return reply(instances.get(1), bean);
    }

    private String reply(Deliveries instance, Activation bean) {
        return instance.duplicateCheck(bean, Namesake.NONE)
                .replyInstead(message)
                .map(Reply::toString)
                .orElse("");
    }
}
