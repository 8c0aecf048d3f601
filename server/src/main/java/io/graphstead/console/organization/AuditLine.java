package io.graphstead.console.organization;

import io.graphstead.audit.AuditEvent;
import io.graphstead.console.Words;
import java.util.Map;

/**
 * An event as pages show it.
 *
 * @param who the actor by name, where there is one
 * @param actor as the log has it
 * @param color of how it ended
 * @param times how often, where it stands for more than one; else empty text
 */
public record AuditLine(
        String at,
        String who,
        String actor,
        String action,
        String resource,
        String resourceId,
        String outcome,
        String color,
        String times,
        String address,
        String requestId) {
    static AuditLine of(AuditEvent event, Map<String, String> names) {
        int colon = event.resource().indexOf(':');
        return new AuditLine(
                Words.at(event.at()),
                names.getOrDefault(event.actor(), shortened(event.actor())),
                event.actor(),
                event.action(),
                colon < 0 ? "" : Words.sentence(event.resource().substring(0, colon)),
                colon < 0 ? "" : event.resource().substring(colon + 1),
                switch (event.outcome()) {
                    case DONE -> "done";
                    case REFUSED -> "refused, " + event.status();
                    case FAILED -> "failed, " + event.status();
                },
                switch (event.outcome()) {
                    case DONE -> "green";
                    case REFUSED -> "yellow";
                    case FAILED -> "red";
                },
                event.times() > 1 ? event.times() + " times" : "",
                event.address(),
                event.requestId());
    }

    /** Whoever is not known here any more is known by kind and the beginning of an id. */
    private static String shortened(String actor) {
        int colon = actor.indexOf(':');
        if (colon < 0) {
            return actor;
        }
        String kind = actor.startsWith("client:") ? "API client" : "person";
        return kind + " " + actor.substring(colon + 1, Math.min(actor.length(), colon + 9)) + "…";
    }
}
