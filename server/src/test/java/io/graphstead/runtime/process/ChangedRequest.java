package io.graphstead.runtime.process;

import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.StopSignal;
import io.graphstead.runtime.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A request to run like another, but for one thing. */
final class ChangedRequest {
    private ChangedRequest() {}

    static RunRequest environment(RunRequest of, Map<String, String> environment) {
        return changed(
                of,
                w -> new Workload(
                        w.command(),
                        w.files(),
                        w.attachments(),
                        environment,
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation()));
    }

    static RunRequest command(RunRequest of, List<String> command) {
        return changed(
                of,
                w -> new Workload(
                        command,
                        w.files(),
                        w.attachments(),
                        w.environment(),
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation()));
    }

    static RunRequest stop(RunRequest of, List<StopSignal> stop) {
        return changed(
                of,
                w -> new Workload(
                        w.command(),
                        w.files(),
                        w.attachments(),
                        w.environment(),
                        w.workingDirectory(),
                        stop,
                        w.oldLogs(),
                        w.reservation()));
    }

    /** The same but for one text, wherever it is told to it. */
    static RunRequest text(RunRequest of, String from, String to) {
        return changed(
                of,
                w -> new Workload(
                        w.command().stream().map(word -> word.replace(from, to)).toList(),
                        w.files().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, e -> e.getValue().replace(from, to))),
                        w.attachments(),
                        w.environment(),
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation()));
    }

    private static RunRequest changed(RunRequest of, UnaryOperator<Workload> change) {
        return new RunRequest(
                of.revision(),
                of.generation(),
                of.needs(),
                of.ports(),
                places -> change.apply(of.workload().at(places)));
    }
}
