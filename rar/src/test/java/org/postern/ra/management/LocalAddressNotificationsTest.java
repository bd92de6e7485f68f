package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.postern.net.Ip;

/** What management beans of local addresses notify of. */
class LocalAddressNotificationsTest extends LocalAddressStatusSetUp {
    @Test
    void reloadingReadsTheStoresAndTellsAtOnce() throws Exception {
        open("*=ec");
        listen((notification, handback) -> heard.add(notification));
        ObjectName name = name();
        keys.empty();
        threadsAreThere = true;

        server.invoke(name, "reload", new Object[0], new String[0]);

        assertThat(text("Verdict")).isEqualTo("ALIAS_NOT_FOUND");
        assertThat(log.lines("POSTERN-1022")).hasSize(1);
        runNotifications();
        assertThat(heard).singleElement().isInstanceOfSatisfying(AttributeChangeNotification.class, change -> {
            assertThat(change.getAttributeName()).isEqualTo("Verdict");
            assertThat(change.getOldValue()).isEqualTo("USABLE");
            assertThat(change.getNewValue()).isEqualTo("ALIAS_NOT_FOUND");
            assertThat(change.getSource()).isEqualTo(name);
            assertThat(change.getSequenceNumber()).isEqualTo(1);
            assertThat(change.getTimeStamp()).isEqualTo(clock.millis());
            assertThat(change.getMessage()).contains("smtp://192.0.2.1:25: ALIAS_NOT_FOUND: ");
        });
    }

    @Test
    void aChangeOfWarningsAloneHasANotificationOfItsOwn() throws Exception {
        open("*=ec");
        listen((notification, handback) -> heard.add(notification));
        clock.pass(Duration.ofDays(180));
        beans.check();
        clock.pass(Duration.ofDays(10));
        beans.check();
        beans.check();
        runNotifications();

        assertThat(heard)
                .extracting(Notification::getType, Notification::getSequenceNumber)
                .containsExactly(tuple(LocalAddressStatus.WARNINGS, 1L), tuple(LocalAddressStatus.WARNINGS, 2L));
        assertThat((String[]) heard.get(0).getUserData()).anyMatch(text -> text.contains("within 30 days"));
    }

    @Test
    void theNotificationsAreDeclared() throws Exception {
        open("*=ec");

        assertThat(server.getMBeanInfo(name()).getNotifications())
                .flatExtracting(info -> Arrays.asList(info.getNotifTypes()))
                .containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE, LocalAddressStatus.WARNINGS);
    }

    @Test
    void aListenerThatFailsDisturbsNobody() throws Exception {
        machine = List.of(Ip.of("192.0.2.1"), Ip.of("192.0.2.2"));
        open("*=ec");
        listen((notification, handback) -> {
            throw new IllegalStateException("listener");
        });
        listen((notification, handback) -> heard.add(notification));
        clock.pass(Duration.ofDays(300));

        beans.check();
        assertThat(log.lines("POSTERN-1022")).hasSize(2);
        runNotifications();

        assertThat(heard).hasSize(1);
    }
}
