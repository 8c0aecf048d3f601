package io.graphstead.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines whose columns stand under each other. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param headers none for a table without a first line */
    Table(List<String> headers) {
        this.headers = List.copyOf(headers);
    }

    void add(List<String> row) {
        rows.add(row.stream().map(Table::shown).toList());
    }

    void print(PrintWriter out, Style style) {
        List<Integer> widths = widths();
        if (!headers.isEmpty()) {
            out.println(style.heading(line(headers, widths)));
        }
        rows.forEach(row -> out.println(style.states(line(row, widths))));
        out.flush();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        List<List<String>> all = new ArrayList<>(rows);
        all.add(headers);
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                int width = width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths.get(i) - width(row.get(i)))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** What a server sent must not move the cursor or end the line. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
