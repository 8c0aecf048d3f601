package io.graphstead.console;

/**
 * The type of an environment with its color, the same wherever it is shown.
 *
 * @param color a color of the style sheet
 */
public record TypeColor(String type, String color) {
    public static TypeColor of(String type) {
        return new TypeColor(
                type,
                switch (type) {
                    case "production" -> "red";
                    case "staging" -> "yellow";
                    case "development" -> "blue";
                    default -> "purple";
                });
    }
}
