package io.graphstead.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route that reads a multipart form by itself: says for the API's description which fields it has. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uploads {
    /** The field that is a file. */
    String file() default "file";

    /** The other fields, which are text. */
    String[] fields() default {};
}
