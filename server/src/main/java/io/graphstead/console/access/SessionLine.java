package io.graphstead.console.access;

/** A session as its person sees it. */
public record SessionLine(String id, String browser, String address, String since, String seen, boolean thisOne) {}
