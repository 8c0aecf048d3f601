package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.OutputPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A log for tests of the dialects: of every deployment the same, and it is what a test writes. */
public final class MemoryLogs extends Logs {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<LogFollower> open = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    public MemoryLogs() {
        super(null, null, null, Clock.systemUTC());
    }

    public void write(String line) {
        lines.add(line);
    }

    /** Ends for all who follow it. */
    public void end() {
        ended = true;
    }

    @Override
    public int followers() {
        return open.size();
    }

    @Override
    public List<LogLine> last(Caller caller, DeploymentId id, int most) {
        return read(Optional.empty(), most).stream().map(LogLine::of).toList();
    }

    @Override
    public LogFollower follow(Caller caller, DeploymentId id, String field, Optional<String> after, int most) {
        LogFollower[] self = new LogFollower[1];
        self[0] = new LogFollower(
                this::read,
                () -> !ended,
                () -> open.remove(self[0]),
                Clock.systemUTC(),
                Instant.MAX,
                after.map(OutputPosition::new),
                most);
        open.add(self[0]);
        return self[0];
    }

    private List<OutputLine> read(Optional<OutputPosition> after, int most) {
        int from = after.map(position -> Integer.parseInt(position.text())).orElse(Math.max(0, lines.size() - most));
        return IntStream.range(from, Math.min(lines.size(), from + most))
                .mapToObj(i -> new OutputLine(lines.get(i), new OutputPosition(Integer.toString(i + 1))))
                .toList();
    }
}
