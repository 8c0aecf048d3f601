package io.graphstead.console.organization;

import io.graphstead.console.TypeColor;

/**
 * What an API client has or may be given on one environment, or on the whole organization.
 *
 * @param field of the form
 * @param role its role there; empty text for none
 */
public record AccessLine(String field, String label, TypeColor type, String role) {}
