package io.graphstead.runtime.process;

import io.graphstead.runtime.Isolation;
import java.util.ArrayList;
import java.util.List;

/**
 * How workloads are kept from each other, from the server and from the machine.
 *
 * @param users whom they run as
 * @param views what they see of the file system
 * @param cgroups what they may take
 */
record Confinement(ProcessUsers users, Views views, Cgroups cgroups) {

    static Confinement find(Tools tools, ProcessSettings settings, String hostId) {
        ProcessUsers users = ProcessUsers.find(tools, settings);
        return new Confinement(users, new Views(tools, users, settings.mountPoint()), Cgroups.find(hostId));
    }

    Isolation isolation(ProcessSettings settings) {
        List<String> holds = new ArrayList<>();
        List<String> lacks = new ArrayList<>();
        users.whyNot()
                .ifPresentOrElse(
                        why -> lacks.add("a user of its own for each database: " + why),
                        () -> holds.add("a user of its own for each database (" + settings.uids() + ")"));
        holds.addAll(cgroups.holds());
        lacks.addAll(cgroups.lacks());
        lacks.add("a database's loopback ports can be reached by every process of this machine, since no nftables rules"
                + " are set; its password keeps others out");
        return new Isolation(holds, lacks);
    }
}
