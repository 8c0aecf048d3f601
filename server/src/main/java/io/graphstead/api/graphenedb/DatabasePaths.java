package io.graphstead.api.graphenedb;

import io.graphstead.identity.Ids;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The aliases of contract §1: a database can be named without its vendor, and without {@code /deployments} before
 * {@code /databases}. Every alias is brought into the form {@code /deployments/databases/VENDOR/ID…} before routes are
 * looked up, so that each route, also one that is yet to come, answers to all of them.
 */
@ServerFilter({"/databases/**", "/deployments/databases/**"})
final class DatabasePaths {
    private static final Pattern DATABASES = Pattern.compile("(?:/deployments)?/databases((?:/([^/]*).*)?)");

    @RequestFilter
    @PreMatching
    HttpRequest<?> canonical(HttpRequest<?> request) {
        String path = request.getUri().getRawPath();
        String canonical = canonical(path);
        if (canonical.equals(path)) {
            return request;
        }
        String query = request.getUri().getRawQuery();
        return request.mutate().uri(URI.create(query == null ? canonical : canonical + "?" + query));
    }

    /** The one form of a path that names databases; other paths stay as they are. */
    static String canonical(String path) {
        Matcher matcher = DATABASES.matcher(path);
        if (!matcher.matches()) {
            return path;
        }
        String rest = matcher.group(1);
        String first = matcher.group(2);
        boolean vendorMissing = first != null && Ids.parse(first).isPresent();
        return "/deployments/databases" + (vendorMissing ? "/" + Vendor.NOT_NAMED.segment() : "") + rest;
    }
}
