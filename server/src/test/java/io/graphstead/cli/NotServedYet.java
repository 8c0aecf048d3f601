package io.graphstead.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Disabled;

/** A step whose endpoints the server does not have yet. Without the next line all of them run. */
@Disabled("the server does not have these endpoints yet")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface NotServedYet {}
