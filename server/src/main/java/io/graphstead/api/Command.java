package io.graphstead.api;

import io.micronaut.context.annotation.Executable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route that executes a command: answers to POST and, by the twin that the route builder adds, to PUT. GrapheneDB contract §1. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Executable(processOnStartup = true)
public @interface Command {
    /** The paths, relative to the controller's. */
    String[] value();
}
