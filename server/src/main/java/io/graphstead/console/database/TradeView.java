package io.graphstead.console.database;

/**
 * The last trade of connection URLs.
 *
 * @param state of it; empty text when there was none
 * @param busy it, or the connections that were made before it, are not at an end
 */
public record TradeView(String state, String color, boolean busy, String explained) {
    static final TradeView NONE = new TradeView("", "", false, "");
}
