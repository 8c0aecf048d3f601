package io.graphstead.engine.neo4j;

import io.graphstead.engine.InvalidPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * An upload of unknown origin that should be a plugin: one jar, or a zip of jars. What it is, its content says; nothing
 * of it is ever run here, and no path in it is ever used as one.
 */
final class PluginUpload {
    /** Real plugins have some thousand classes and take some ten megabytes. */
    private static final int MOST_ENTRIES = 65_000;

    private static final int MOST_JARS = 100;
    private static final long MOST_UNPACKED = 2L << 30;

    /** Class files seldom shrink to less than a third; text may to a tenth. */
    private static final long MOST_RATIO = 200;

    /** Less than this is no bomb whatever its ratio. */
    private static final long HARMLESS = 16L << 20;

    /** What a jar's own Maven coordinates stand under, when it is one of the engine's libraries. */
    private static final Pattern ENGINE_OWN =
            Pattern.compile("META-INF/maven/org\\.neo4j/neo4j(?!-(ogm|jdbc|streams))[a-z-]*/");

    private static final Pattern COORDINATES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/");

    private static final byte[] CLASS_FILE = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe};

    private final Path target;
    private final Map<String, Path> written = new LinkedHashMap<>();
    private long unpacked;
    private int entries;

    private PluginUpload(Path target) {
        this.target = target;
    }

    static List<Path> unpack(String name, Path upload, Path target) throws InvalidPlugin, IOException {
        PluginUpload one = new PluginUpload(target);
        one.take(name, upload);
        return List.copyOf(one.written.values());
    }

    private void take(String name, Path upload) throws InvalidPlugin, IOException {
        requireZip(upload, "it");
        try (ZipFile zip = open(upload, "it")) {
            Contents contents = look(zip, "it");
            if (contents.isJar()) {
                Path file = target.resolve(fileName(name));
                Files.copy(upload, file);
                written.put(file.getFileName().toString(), file);
                return;
            }
            List<ZipArchiveEntry> jars = contents.jars();
            if (jars.isEmpty()) {
                throw new InvalidPlugin("it holds neither classes nor jars; upload the plugin's jar, or a zip of jars");
            }
            if (jars.size() > MOST_JARS) {
                throw new InvalidPlugin("it holds " + jars.size() + " jars; at most " + MOST_JARS + " are taken");
            }
            for (ZipArchiveEntry jar : jars) {
                takeOut(zip, jar);
            }
        }
    }

    private void takeOut(ZipFile zip, ZipArchiveEntry entry) throws InvalidPlugin, IOException {
        String shown = "its entry \"" + shown(entry.getName()) + "\"";
        Path file = target.resolve(fileName(entry.getName().substring(entry.getName().lastIndexOf('/') + 1)));
        if (written.put(file.getFileName().toString(), file) != null) {
            throw new InvalidPlugin(shown + " has the same file name as another");
        }
        try (InputStream in = open(zip, entry, shown);
                OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = 0;
            for (byte[] block = read(in, 1 << 16, shown); block.length > 0; block = read(in, 1 << 16, shown)) {
                size += block.length;
                if (size > entry.getSize()) {
                    throw new InvalidPlugin(shown + " is larger than it says; make the archive anew");
                }
                out.write(block);
            }
        }
        requireZip(file, shown);
        try (ZipFile jar = open(file, shown)) {
            if (!look(jar, shown).isJar()) {
                throw new InvalidPlugin(shown + " is no jar: it holds neither classes nor a manifest");
            }
        }
    }

    /** What the library has against an archive, it says in exceptions of many kinds. */
    private static ZipFile open(Path file, String what) throws InvalidPlugin {
        try {
            return ZipFile.builder().setPath(file).get();
        } catch (IOException | RuntimeException e) {
            throw damaged(what, e);
        }
    }

    private static InputStream open(ZipFile zip, ZipArchiveEntry entry, String what) throws InvalidPlugin {
        try {
            return zip.getInputStream(entry);
        } catch (IOException | RuntimeException e) {
            throw damaged(what, e);
        }
    }

    private static byte[] read(InputStream in, int most, String what) throws InvalidPlugin {
        try {
            return in.readNBytes(most);
        } catch (IOException | RuntimeException e) {
            throw damaged(what, e);
        }
    }

    /** What an archive holds. */
    private record Contents(boolean hasClasses, boolean hasManifest, List<ZipArchiveEntry> jars) {
        /** A jar may hold jars beside classes; then the classes say what it is. */
        boolean isJar() {
            return hasClasses || hasManifest && jars.isEmpty();
        }
    }

    /** Looks at the directory of an archive, and at the first bytes of one class. */
    private Contents look(ZipFile zip, String what) throws InvalidPlugin, IOException {
        boolean classes = false;
        boolean manifest = false;
        List<ZipArchiveEntry> jars = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> builtAs = new HashSet<>();
        long compressed = 0;
        long size = 0;
        long end = -1;
        for (ZipArchiveEntry entry : inOrder(zip)) {
            String name = entry.getName();
            String shown = what + " holds \"" + shown(name) + "\", which ";
            if (++entries > MOST_ENTRIES) {
                throw new InvalidPlugin("it holds more than " + MOST_ENTRIES + " files");
            }
            requireSafe(entry, shown);
            if (!names.add(name)) {
                throw new InvalidPlugin(shown + "is there twice");
            }
            if (entry.getDataOffset() < end) {
                throw new InvalidPlugin(shown + "overlaps another");
            }
            end = entry.getDataOffset() + Math.max(0, entry.getCompressedSize());
            compressed += Math.max(0, entry.getCompressedSize());
            size += Math.max(0, entry.getSize());
            if (size > HARMLESS && size / Math.max(1, compressed) > MOST_RATIO) {
                throw new InvalidPlugin(what + " unpacks to more than " + MOST_RATIO + " times its size");
            }
            manifest |= name.equals("META-INF/MANIFEST.MF");
            Matcher coordinates = COORDINATES.matcher(name);
            if (coordinates.lookingAt()) {
                builtAs.add(coordinates.group());
            }
            if (name.endsWith(".class") && !name.endsWith("module-info.class") && !classes) {
                requireClass(zip, entry, shown);
                classes = true;
            }
            if (name.toLowerCase(Locale.ROOT).endsWith(".jar") && !entry.isDirectory() && isOfUser(name)) {
                jars.add(entry);
            }
        }
        unpacked += size;
        if (unpacked > MOST_UNPACKED) {
            throw new InvalidPlugin("it unpacks to more than " + (MOST_UNPACKED >> 20) + " MB");
        }
        // What was shaded into a plugin left its coordinates beside the plugin's own.
        if (builtAs.size() == 1 && builtAs.stream().allMatch(own -> ENGINE_OWN.matcher(own).matches())) {
            throw new InvalidPlugin(what + " is a library of Neo4j itself, which every server has already; upload the"
                    + " plugin's own jars only");
        }
        return new Contents(classes, manifest, jars);
    }

    private static List<ZipArchiveEntry> inOrder(ZipFile zip) {
        List<ZipArchiveEntry> entries = new ArrayList<>();
        zip.getEntriesInPhysicalOrder().asIterator().forEachRemaining(entries::add);
        return entries;
    }

    /** What archivers of the Mac add to every zip: not the user's. */
    private static boolean isOfUser(String name) {
        return !name.startsWith("__MACOSX/") && !name.substring(name.lastIndexOf('/') + 1).startsWith(".");
    }

    private static void requireSafe(ZipArchiveEntry entry, String shown) throws InvalidPlugin {
        String name = entry.getName();
        int fileType = entry.getUnixMode() & 0170000;
        if (fileType != 0 && fileType != 0100000 && fileType != 0040000) {
            throw new InvalidPlugin(shown + "is a link or a device");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new InvalidPlugin(shown + "is encrypted; upload it without a password");
        }
        boolean climbs = name.startsWith("/") || name.indexOf('\\') >= 0 || name.matches("[A-Za-z]:.*");
        for (String part : name.split("/", -1)) {
            climbs |= part.equals("..");
        }
        if (climbs) {
            throw new InvalidPlugin(shown + "leads out of the archive");
        }
        boolean odd = name.isEmpty()
                || name.length() > 1024
                || name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0xfffd);
        if (odd) {
            throw new InvalidPlugin(shown + "has no usable name");
        }
    }

    private static void requireClass(ZipFile zip, ZipArchiveEntry entry, String shown)
            throws InvalidPlugin, IOException {
        try (InputStream in = open(zip, entry, shown + "is damaged: it")) {
            if (!Arrays.equals(read(in, 4, shown + "is damaged: it"), CLASS_FILE)) {
                throw new InvalidPlugin(shown + "is no Java class");
            }
        }
    }

    private static void requireZip(Path file, String what) throws InvalidPlugin, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            if (head.length == 0) {
                throw new InvalidPlugin(what + " is empty; upload the plugin's jar, or a zip of jars");
            }
            if (!new String(head, StandardCharsets.ISO_8859_1).equals("PK\u0003\u0004")) {
                throw new InvalidPlugin(what + " is no jar and no zip: its first bytes are not those of one;"
                        + " upload the plugin's jar, or a zip of jars");
            }
        }
    }

    /** A file name that can be an attachment's, from one that somebody wrote. */
    private static String fileName(String name) {
        String plain = name.replaceAll("(?i)\\.(jar|zip)$", "")
                .replaceAll("[^A-Za-z0-9._+-]", "_")
                .replaceAll("^[^A-Za-z0-9_]+", "");
        if (plain.isEmpty()) {
            plain = "plugin";
        }
        return plain.substring(0, Math.min(plain.length(), 100)) + ".jar";
    }

    private static InvalidPlugin damaged(String what, Exception e) {
        String said = e.getMessage() == null ? "" : " (" + shown(e.getMessage()) + ")";
        return new InvalidPlugin(what + " cannot be read as an archive" + said + "; upload it again, whole");
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }
}
