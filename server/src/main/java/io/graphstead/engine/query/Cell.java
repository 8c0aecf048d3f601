package io.graphstead.engine.query;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value.
 *
 * @param text in the notation of the engine's language
 * @param json the same for programs
 */
public record Cell(String text, JsonNode json) {}
