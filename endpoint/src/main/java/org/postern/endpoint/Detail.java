package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A piece of the recipient's address: what stands at {@code {name}} in the address of the method's annotation. Any sender can write
 * anything there. One of a domain is as DNS has it: {@code xn--bcher-kva}.
 *
 * <p>The parameter is a {@code String}, or an {@code int}, a {@code long}, their classes, {@code java.util.UUID} or an enum, as
 * Java writes them: {@code 7}, and not {@code 007}; case does not count. An address whose piece is nothing of that kind is not one that the method takes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Detail {
    /**
     * Names the piece.
     *
     * @return the name between the braces
     */
    String value();
}
