package io.graphstead.api;

import io.graphstead.identity.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a route to callers with a valid token. Says the lowest role that the route can need; the feature behind it checks
 * that role on the very project or organization that the request names. A route with neither this nor {@link Open} nor
 * {@link ForInstallation} is closed to everyone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allows {
    Role value();
}
