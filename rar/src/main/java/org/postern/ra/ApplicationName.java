package org.postern.ra;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What the application is called that a bean belongs to. The naming service says so on the thread on which the container
 * activates the bean, and nowhere else (section 14.4.4).
 */
final class ApplicationName {
    /** Jakarta EE Platform 10, section EE.5.15. */
    private static final String PLACE = "java:app/AppName";

    private ApplicationName() {}

    /** That of the calling thread's; empty where the container does not tell. */
    @SuppressWarnings("BanJNDI") // A name that is written here.
    static Optional<String> current() {
        try {
            InitialContext context = new InitialContext();
            try {
                return Optional.ofNullable(context.lookup(PLACE))
                        .map(Object::toString)
                        .filter(name -> !name.isBlank());
            } finally {
                context.close();
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            return Optional
                    .empty(); // Some containers have no such name there, others no naming service or a broken one.
        }
    }
}
