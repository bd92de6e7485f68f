package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.ra.FakeTransactions;
import org.postern.ra.Settings;

class ListenerCopiesTest {
    /** Its own interface is the listener. */
    static class Direct implements MailListener {
        @Override
        public void onMessage(MailMessage message) {}
    }

    /** It inherits it from a class. */
    static class Inheriting extends Direct {}

    /** It has it from another listener interface, beside one that has nothing to do with mail. */
    static class Extended implements Comparable<Extended>, RecipientAwareMailListener {
        @Override
        public int compareTo(Extended other) {
            return 0;
        }

        @Override
        public void onRecipient(RecipientInquiry inquiry) {}

        @Override
        public void onMessage(MailMessage message) {}
    }

    /** What a web application does with a jar in WEB-INF/lib: it looks there first. */
    private static final class OwnCopies extends URLClassLoader {
        OwnCopies() {
            super(
                    new URL[] {place(MailListener.class), place(ListenerCopiesTest.class)},
                    ListenerCopiesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.postern.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Direct.class, Inheriting.class, Extended.class})
    void aBeanThatWasCompiledAgainstACopyOfTheApiIsRefusedWithBothPlaces(Class<?> type) throws Exception {
        try (OwnCopies application = new OwnCopies()) {
            Class<?> bean = application.loadClass(type.getName());

            assertThat(ListenerCopies.problem(bean))
                    .get()
                    .asString()
                    .startsWith("it implements org.postern.api.")
                    .contains("MailListener of " + OwnCopies.place(MailListener.class) + ", and the adapter sees")
                    .contains("Have the listener API in one place only");
            FakeEndpoints container = new FakeEndpoints(new FakeTransactions(), FakeEndpoints.Kind.SUBCLASS, bean);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Activation(container, Settings.endpoint()))
                    .withMessage(ListenerCopies.problem(bean).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Direct.class, Inheriting.class, Extended.class, String.class})
    void aBeanOfTheAdaptersOwnApiIsNot(Class<?> bean) {
        assertThat(ListenerCopies.problem(bean)).isEmpty();
    }

    @Test
    void norIsOneWhoseClassTheContainerDoesNotTell() {
        assertThat(ListenerCopies.problem(null)).isEmpty();
    }
}
