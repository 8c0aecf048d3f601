package io.graphstead.runtime.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who listens on which TCP port of this machine. */
final class Sockets {
    private static final String LISTENING = "0A";

    private Sockets() {}

    /**
     * A socket that listens.
     *
     * @param uid whose it is
     * @param inode names it among a process's open files
     */
    record Listener(int port, int uid, long inode) {}

    static List<Listener> listeners() {
        List<Listener> found = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    // sl local remote state queues timer retransmits uid timeout inode …; the first line is a heading
                    String[] fields = line.strip().split("\\s+", -1);
                    if (fields.length > 9 && fields[3].equals(LISTENING)) {
                        int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
                        found.add(new Listener(port, Integer.parseInt(fields[7]), Long.parseLong(fields[9])));
                    }
                }
            } catch (IOException e) {
                // a kernel without IPv6 has no such table
            }
        }
        return found;
    }

    /**
     * Whether every one of the ports is listened on by one of these processes. Where their open files may not be looked
     * at, a socket's uid tells, if it is theirs alone.
     */
    static boolean listen(Collection<Integer> ports, Collection<Long> pids, int ownUid) {
        Set<Integer> waited = new HashSet<>(ports);
        List<Listener> candidates =
                listeners().stream().filter(l -> waited.contains(l.port())).toList();
        if (candidates.stream().map(Listener::port).distinct().count() < waited.size()) {
            return false;
        }
        Set<String> open = new HashSet<>();
        boolean allSeen = true;
        for (long pid : pids) {
            Optional<List<String>> files = Procfs.openFiles(pid);
            files.ifPresent(open::addAll);
            allSeen &= files.isPresent();
        }
        for (Listener l : candidates) {
            boolean byUid = !allSeen && ownUid != ProcessUsers.SERVERS_OWN && l.uid() == ownUid;
            if (open.contains("socket:[" + l.inode() + "]") || byUid) {
                waited.remove(l.port());
            }
        }
        return waited.isEmpty();
    }

    /**
     * Whether both loopback addresses could be listened on now. Tries it, for an instant: whoever wants the port in that
     * instant finds it taken, so this is not for waiting until a server listens.
     */
    static boolean isFree(int port) {
        return canBind("127.0.0.1", port) && (!hasV6Loopback() || canBind("::1", port));
    }

    private static boolean canBind(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // what was closed a moment ago holds nobody up
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasV6Loopback() {
        try {
            return Files.readAllLines(Path.of("/proc/self/net/if_inet6")).stream()
                    .anyMatch(l -> l.startsWith("00000000000000000000000000000001 "));
        } catch (IOException e) {
            return false;
        }
    }

    /** What listens on the port, in words. */
    static String holder(int port) {
        Set<String> sockets = new HashSet<>();
        listeners().stream().filter(l -> l.port() == port).forEach(l -> sockets.add("socket:[" + l.inode() + "]"));
        for (long pid : sockets.isEmpty() ? List.<Long>of() : Procfs.pids()) {
            if (Procfs.openFiles(pid).orElse(List.of()).stream().anyMatch(sockets::contains)) {
                return Procfs.describe(pid);
            }
        }
        return "another program";
    }
}
