package io.graphstead.runtime.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process's own cgroups are in the file system.
 *
 * @param v1 by controller
 * @param v2 the one tree of version 2
 */
record CgroupMounts(Map<String, Path> v1, Optional<Path> v2) {

    Optional<Path> v1(String controller) {
        return Optional.ofNullable(v1.get(controller));
    }

    /**
     * @param mountinfo the lines of {@code /proc/self/mountinfo}
     * @param own the lines of {@code /proc/self/cgroup}
     */
    static CgroupMounts parse(List<String> mountinfo, List<String> own) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String line : own) {
            String[] fields = line.split(":", 3); // id:controllers:path; version 2 has no controllers
            for (String controller : fields[1].split(",", -1)) {
                paths.put(controller, fields[2]);
            }
        }
        Map<String, Path> v1 = new LinkedHashMap<>();
        Optional<Path> v2 = Optional.empty();
        for (String line : mountinfo) {
            // id parent device root mountpoint options… - type source superoptions
            String[] halves = line.split(" - ", 2);
            String[] mount = halves[0].split(" ", -1);
            String[] system = halves[1].split(" ", -1);
            if (system[0].equals("cgroup2") && v2.isEmpty()) {
                v2 = below(mount, paths.get(""));
            } else if (system[0].equals("cgroup")) {
                for (String controller : Arrays.asList(system[2].split(",", -1))) {
                    if (paths.containsKey(controller) && !v1.containsKey(controller)) {
                        below(mount, paths.get(controller)).ifPresent(p -> v1.put(controller, p));
                    }
                }
            }
        }
        return new CgroupMounts(v1, v2);
    }

    /** A container often sees its own cgroup as the root of the mount. Empty when the path lies outside of it. */
    private static Optional<Path> below(String[] mount, @org.jspecify.annotations.Nullable String path) {
        if (path == null || path.contains("..")) {
            return Optional.empty();
        }
        String root = mount[3].equals("/") ? "" : mount[3];
        if (!path.startsWith(root)) {
            return Optional.empty();
        }
        String relative = path.substring(root.length());
        return Optional.of(
                Path.of(mount[4] + (relative.isEmpty() ? "/" : relative)).normalize());
    }
}
