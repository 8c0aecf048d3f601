package io.graphstead.runtime.process.distribution;

import io.graphstead.archive.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Symbolic links of a release. They are made last, once all files are written, so nothing is ever written through one; and
 * only those that lead to something of the release itself, wherever its folder is moved.
 */
final class Links {
    private static final int LONGEST_CHAIN = 8;

    private final Map<Path, String> texts = new LinkedHashMap<>();

    /** A link that was found wanting. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(Path link, String why) {
            super("its link \"" + Names.shown(link.getFileName().toString()) + "\" " + why);
        }
    }

    /** @return false when there is one of this name already */
    boolean add(Path link, String text) {
        return texts.putIfAbsent(link, text) == null;
    }

    /** Whether the path is a link, or leads through one. */
    boolean isOnTheWayTo(Path path) {
        for (Path each = path; each != null; each = each.getParent()) {
            if (texts.containsKey(each)) {
                return true;
            }
        }
        return false;
    }

    /** @param root the release's folder, which no link may lead out of */
    void makeWithin(Path root) throws IOException, Refused {
        for (Map.Entry<Path, String> each : texts.entrySet()) {
            check(root, each.getKey(), each.getKey(), 0);
        }
        for (Map.Entry<Path, String> each : texts.entrySet()) {
            Files.createDirectories(each.getKey().getParent());
            Files.createSymbolicLink(each.getKey(), Path.of(each.getValue()));
        }
    }

    private void check(Path root, Path first, Path link, int depth) throws Refused {
        String text = Optional.ofNullable(texts.get(link)).orElse("");
        if (depth > LONGEST_CHAIN) {
            throw new Refused(first, "leads from link to link");
        }
        if (text.isEmpty() || text.startsWith("/") || text.indexOf('\\') >= 0 || !Names.isPlain(text)) {
            throw new Refused(first, "is not relative");
        }
        if (!link.startsWith(root) || link.equals(root.resolve(Manifest.FILE_NAME))) {
            throw new Refused(first, "is where no link may be");
        }
        Path at = link.resolveSibling("");
        String[] parts = text.split("/+");
        for (int i = 0; i < parts.length; i++) {
            at = parts[i].equals(".") ? at : at.resolve(parts[i]).normalize();
            if (!at.startsWith(root)) {
                throw new Refused(first, "leads out of the release");
            }
            boolean last = i == parts.length - 1;
            if (texts.containsKey(at) && !last) {
                throw new Refused(first, "leads through another link");
            }
        }
        if (texts.containsKey(at)) {
            check(root, first, at, depth + 1);
        } else if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refused(first, "leads to nothing");
        }
    }
}
