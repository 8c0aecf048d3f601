package io.graphstead.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a route answers when all is well, and by what it can be asked, where {@code api.openapi} cannot tell from its signature. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** The status; 0: what it would guess. */
    int value() default 0;

    /** The record that is answered as JSON; void: what the method returns. */
    Class<?> body() default void.class;

    /** Media types in which the same is answered as text, to those who ask for them. */
    String[] text() default {};

    /** Parameters of the query that the method reads by itself. */
    String[] query() default {};
}
