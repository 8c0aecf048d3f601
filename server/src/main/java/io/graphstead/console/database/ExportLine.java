package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.fleet.Download;
import io.graphstead.fleet.OperationView;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refused;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An export as pages show it.
 *
 * @param id as its download's path has it
 * @param name of the file; empty text when there is none, or none any more
 * @param until when it can be fetched
 * @param error why it failed; empty text when it did not
 */
public record ExportLine(
        String id,
        String made,
        String state,
        String color,
        boolean busy,
        String name,
        String size,
        String until,
        String error) {
    /** @param file of one that is finished; throws when it was deleted */
    static ExportLine of(OperationView operation, Supplier<? extends Download> file) {
        String id = Ids.text(operation.id().value());
        String made = Words.at(operation.startedAt());
        return switch (operation.status()) {
            case STARTED -> new ExportLine(id, made, "Being packed", "azure", true, "", "", "", "");
            case FAILED ->
                new ExportLine(
                        id,
                        made,
                        "Failed",
                        "red",
                        false,
                        "",
                        "",
                        "",
                        operation.error().orElse(""));
            case FINISHED ->
                found(file)
                        .map(there -> new ExportLine(
                                id,
                                made,
                                "Ready",
                                "green",
                                false,
                                there.name(),
                                Words.bytes(there.bytes()),
                                there.expiry().map(Words::at).orElse(""),
                                ""))
                        .orElseGet(() -> new ExportLine(id, made, "Deleted", "secondary", false, "", "", "", ""));
        };
    }

    private static Optional<Download> found(Supplier<? extends Download> file) {
        try {
            return Optional.of(file.get());
        } catch (Refused deleted) {
            return Optional.empty();
        }
    }
}
