package io.graphstead.crash;

import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.fleet.StepName;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** As {@link CrashTest}: of snapshots, restores, imports and exports. */
class DataCrashTest extends CrashTest {
    private static final Set<OperationKind> KINDS = EnumSet.of(
            OperationKind.SNAPSHOT,
            OperationKind.VERIFY,
            OperationKind.FINAL_SNAPSHOT,
            OperationKind.RESTORE,
            OperationKind.RESTORE_NEW,
            OperationKind.IMPORT,
            OperationKind.EXPORT);

    /** The steps of a restore as something new that it has in common with a create and with a restore in place. */
    private static final Set<StepName> OF_OTHERS =
            EnumSet.of(StepName.INSTALL_ENGINE, StepName.START, StepName.WAIT_UNTIL_READY, StepName.SET_PASSWORD);

    static boolean concerns(OperationKind kind) {
        return KINDS.contains(kind);
    }

    static Stream<Boundary> boundaries() {
        return Boundary.all().stream().filter(boundary -> concerns(boundary.kind()) && !isTriedElsewhere(boundary));
    }

    private static boolean isTriedElsewhere(Boundary boundary) {
        return switch (boundary.kind()) {
            // A snapshot until its end, which is where the deletion follows.
            case FINAL_SNAPSHOT -> boundary.step() != StepName.FORGET_COPY;
            case RESTORE_NEW -> OF_OTHERS.contains(boundary.step());
            default -> false;
        };
    }
}
