package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What its sender has written: the text of the message, from HTML if there is no other, without what is quoted and without
 * signatures, as far as that can be told ({@code ReplyText}). The parameter is a {@code String}, perhaps empty.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface NewText {}
