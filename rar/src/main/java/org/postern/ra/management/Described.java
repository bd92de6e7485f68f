package org.postern.ra.management;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What management tools show beside a bean, an attribute, an operation or a parameter, and what the documentation says. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Described {
    String value();

    /** Of a parameter: class files do not keep it. */
    String name() default "";
}
