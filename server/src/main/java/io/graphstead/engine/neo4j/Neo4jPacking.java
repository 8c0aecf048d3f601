package io.graphstead.engine.neo4j;

import io.graphstead.engine.Packing;
import io.graphstead.engine.ServerSpec;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs a store with the vendor's own tool. That takes only what was closed in order, and the copy is of a server that
 * ran: so a server that listens for nobody recovers it first. Most releases end by themselves when nobody can come in.
 */
final class Neo4jPacking {
    private static final String STARTED = " Started.";
    private static final String TOOL = "org.neo4j.cli.AdminTool";
    private static final String WHOLE = "whole.dump";
    private static final Duration GRACE = Duration.ofSeconds(90);

    private Neo4jPacking() {}

    static Packing of(ServerSpec spec) {
        Neo4jLine line = Neo4jLine.of(spec.version());
        return new Packing(
                List.of(
                        new Packing.Job(
                                places -> job(spec, places, Neo4jEngine.command(line, spec, places)),
                                Optional.of(STARTED)),
                        new Packing.Job(
                                places -> job(spec, places, whole(dump(line, spec, places))), Optional.empty())),
                Optional.of(WHOLE),
                "dump");
    }

    private static List<String> dump(Neo4jLine line, ServerSpec spec, Places places) {
        List<String> command = new ArrayList<>(Neo4jEngine.java(line, spec, places));
        command.add(TOOL);
        command.addAll(line.dump.into(places.data()));
        return command;
    }

    /** So that what the tool left counts only if it ended well; how it ended otherwise stands in its output. */
    static List<String> whole(List<String> tool) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "\"$@\"; code=$?; if [ $code = 0 ]; then mv neo4j.dump " + WHOLE
                        + "; else echo \"it ended with exit code $code\"; fi",
                "sh"));
        command.addAll(tool);
        return command;
    }

    private static Workload job(ServerSpec spec, Places places, List<String> command) {
        return new Workload(
                command,
                Neo4jConfiguration.files(spec, places, Neo4jConfiguration.Doors.NONE),
                List.of(),
                Map.of(
                        "LANG",
                        "C.UTF-8",
                        "NEO4J_HOME",
                        places.data().toString(),
                        "NEO4J_CONF",
                        places.config().toString()),
                places.data(),
                "TERM",
                GRACE,
                new Reservation(spec.memory().ceilingMb(), spec.cpus()));
    }
}
