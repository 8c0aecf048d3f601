package io.graphstead.api.graphenedb;

import io.graphstead.fleet.DeploymentId;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The names that this dialect gives to the servers of a database. Every database has one server; its name is made from the
 * database's id, so that it needs no storing.
 */
final class Stations {
    private Stations() {}

    static String only(DeploymentId id) {
        return Ids.text(UUID.nameUUIDFromBytes(("station 0 of " + id).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param asked stations to restart; none means all
     * @throws Refused when one of them is no station of the database
     */
    static void check(DeploymentId id, List<String> asked) {
        for (String station : asked) {
            boolean known = Ids.parse(station).map(Ids::text).equals(Optional.of(only(id)));
            if (!known) {
                throw new Refused(new InvalidField(
                        "stationIds",
                        "stationIds names \"" + station + "\", which is no station of this database; its only one is "
                                + only(id) + ", and leaving stationIds empty means all"));
            }
        }
    }
}
