package io.graphstead.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The icons that pages use, cut out of Tabler's many thousands into one file that browsers load once. */
final class Icons {
    private static final List<String> USED = List.of(
            "activity",
            "adjustments",
            "alert-triangle",
            "api",
            "arrow-left",
            "building",
            "chart-line",
            "check",
            "chevron-down",
            "circle-check",
            "copy",
            "cpu",
            "database",
            "download",
            "eye",
            "file-text",
            "history",
            "info-circle",
            "key",
            "layout-dashboard",
            "list-details",
            "lock",
            "logout",
            "menu-2",
            "moon",
            "player-pause",
            "player-play",
            "plus",
            "refresh",
            "search",
            "settings",
            "shield-lock",
            "stack-2",
            "sun",
            "terminal-2",
            "trash",
            "user",
            "users",
            "world",
            "x");

    private Icons() {}

    /** @param folder where the icons are on the class path */
    static byte[] sprite(String folder) {
        StringBuilder sprite = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        for (String name : USED) {
            String svg = read(folder + name + ".svg");
            String shapes = svg.substring(svg.indexOf('>') + 1, svg.lastIndexOf("</svg>"));
            sprite.append("<symbol id=\"")
                    .append(name)
                    .append("\" viewBox=\"0 0 24 24\" fill=\"none\"")
                    .append(
                            " stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">")
                    .append(shapes.replaceAll("\\s+", " ").strip())
                    .append("</symbol>");
        }
        return sprite.append("</svg>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String path) {
        try (InputStream in = Icons.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no " + path + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
