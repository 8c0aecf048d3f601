package io.graphstead.console.database;

/** A setting as the form of the configuration has it. */
public record SettingLine(String key, String value, boolean secret) {}
