package org.postern.ra.delivery;

import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailListener;

/**
 * Beans and adapter must see one and the same listener API. A bean that was compiled against a copy of it which its application brings
 * beside the adapter's own implements another interface of the same name: a container may deploy it all the same (seen: Payara), and each
 * message would be refused.
 */
final class ListenerCopies {
    private static final String API = MailListener.class.getPackageName();

    private ListenerCopies() {}

    /** What is wrong with the listener interfaces of a bean, as a sentence for the administrator. */
    static Optional<String> problem(@Nullable Class<?> bean) {
        Deque<Class<?>> open = new ArrayDeque<>();
        if (bean != null) {
            open.add(bean);
        }
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (isCopy(type)) {
                return Optional.of(
                        "it implements " + type.getName() + " of " + place(type) + ", and the adapter sees that of "
                                + place(MailListener.class)
                                + ". Have the listener API in one place only: in lib/ of the EAR that brings postern.rar; or in"
                                + " postern-standalone.rar, for applications that bring no postern-api.jar of their own");
            }
            open.addAll(List.of(type.getInterfaces()));
            if (type.getSuperclass() != null) {
                open.add(type.getSuperclass());
            }
        }
        return Optional.empty();
    }

    private static boolean isCopy(Class<?> type) {
        return type.getPackageName().equals(API) && type.getClassLoader() != MailListener.class.getClassLoader();
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "another class loader"
                : source.getLocation().toString();
    }
}
