package io.graphstead.fleet;

import io.graphstead.runtime.OutputLine;

/**
 * One line of a deployment's log.
 *
 * @param position the place right after it, for who goes on reading there
 */
public record LogLine(String text, String position) {
    static LogLine of(OutputLine line) {
        return new LogLine(line.text(), line.position().text());
    }
}
