package io.graphstead.engine.neo4j;

import io.graphstead.engine.Culprit;
import io.graphstead.engine.ServerSpec;
import io.graphstead.runtime.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads from what a server said before it ended who is to blame. What all lines print was recorded from real servers. */
final class Culprits {
    /** {@code Error evaluating value for setting 'db.temporal.timezone'}, {@code No declared setting with name: x.y}. */
    private static final Pattern SETTING =
            Pattern.compile("(?:setting '|No declared setting with name: )([A-Za-z0-9_.]*[A-Za-z0-9_])");

    /** The parts of the server that load plugins; whatever went wrong in them, a plugin was the reason. */
    private static final Pattern LOADING_PLUGINS = Pattern.compile(
            "Component 'org\\.neo4j\\.(procedure\\.impl\\.GlobalProceduresRegistry|kernel\\.extension\\.GlobalExtensions)");

    private static final Pattern CLASS_VERSION = Pattern.compile(
            "Unsupported class file major version ([0-9]+)|compiled by a more recent version of the Java Runtime \\(class"
                    + " file version ([0-9]+)");

    /** Class names, with dots or slashes. */
    private static final Pattern CLASS =
            Pattern.compile("\\b(?:[a-z][A-Za-z0-9_]*[./])+[A-Z][A-Za-z0-9_]*(?:\\$[A-Za-z0-9_]+)*");

    /** {@code Failed to compile procedure defined in `Name`}, {@code procedure `Name`}. */
    private static final Pattern SIMPLE_NAME =
            Pattern.compile("(?:defined in|procedure|function) `([A-Za-z0-9_$]+)`");

    private static final Set<String> DOMAINS = Set.of("com", "org", "net", "io", "de", "uk", "fr", "eu", "edu", "dev");

    private static final int CLASS_HEADER = 8;

    private Culprits() {}

    static Optional<Culprit> of(ServerSpec spec, List<String> lastOutput) {
        List<String> start = sinceLastStart(lastOutput);
        return setting(spec, start).or(() -> plugin(spec.plugins(), start));
    }

    /** What an earlier start said is not about this one. */
    private static List<String> sinceLastStart(List<String> output) {
        for (int i = output.size() - 1; i >= 0; i--) {
            if (output.get(i).endsWith(" Starting...")) {
                return output.subList(i, output.size());
            }
        }
        return output;
    }

    private static Optional<Culprit> setting(ServerSpec spec, List<String> output) {
        Map<String, String> writtenAs = UserSettings.namesWritten(spec.version(), spec.settings().keySet());
        return output.stream()
                .flatMap(line -> SETTING.matcher(line).results())
                .map(match -> match.group(1))
                .flatMap(name -> Optional.ofNullable(writtenAs.get(name)).stream())
                .<Culprit>map(Culprit.Setting::new)
                .findFirst();
    }

    private static Optional<Culprit> plugin(List<Attachment> plugins, List<String> output) {
        boolean loading = output.stream().anyMatch(line -> LOADING_PLUGINS.matcher(line).find()
                || CLASS_VERSION.matcher(line).find());
        if (plugins.isEmpty() || !loading) {
            return Optional.empty();
        }
        return plugins.stream()
                .filter(plugin -> output.stream().anyMatch(line -> line.contains(plugin.fileName())))
                .findFirst()
                .or(() -> plugins.stream().filter(plugin -> plugins.size() == 1).findFirst())
                .or(() -> plugins.stream().filter(plugin -> isMeant(plugin, output, Culprits::itself)).findFirst())
                .or(() -> plugins.stream().filter(plugin -> isMeant(plugin, output, Culprits::family)).findFirst())
                .map(plugin -> new Culprit.Plugin(plugin.fileName()));
    }

    /** Whether the output speaks of a class that is in the plugin, or of a class version that only such a class has. */
    private static boolean isMeant(Attachment plugin, List<String> output, UnaryOperator<String> by) {
        Set<String> names = new HashSet<>();
        List<Integer> versions = new ArrayList<>();
        for (String line : output) {
            CLASS.matcher(line).results().forEach(match -> names.add(by.apply(match.group().replace('.', '/'))));
            SIMPLE_NAME.matcher(line).results().forEach(match -> names.add(match.group(1)));
            Matcher version = CLASS_VERSION.matcher(line);
            if (version.find()) {
                versions.add(Integer.parseInt(
                        version.group(1) == null ? version.group(2) : version.group(1)));
            }
        }
        names.remove("");
        try (ZipInputStream zip = new ZipInputStream(plugin.source().open())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String file = entry.getName();
                if (file.toLowerCase(Locale.ROOT).endsWith(".class")) {
                    String name = file.substring(0, file.length() - ".class".length());
                    boolean named = names.contains(by.apply(name))
                            || names.contains(name.substring(name.lastIndexOf('/') + 1));
                    if (named || !versions.isEmpty() && versions.contains(majorVersion(zip))) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return true; // what cannot be read here could not be read there either
        }
    }

    private static String itself(String name) {
        return name;
    }

    /** What a class is kept under by whoever wrote it: {@code apoc}, {@code com/example}. Empty for the engine's and Java's. */
    private static String family(String name) {
        String[] parts = name.split("/", -1);
        if (name.startsWith("java") || name.startsWith("org/neo4j/") || parts.length < 2) {
            return "";
        }
        return parts.length > 2 && DOMAINS.contains(parts[0]) ? parts[0] + "/" + parts[1] : parts[0];
    }

    private static int majorVersion(InputStream in) throws IOException {
        byte[] header = in.readNBytes(CLASS_HEADER);
        return header.length < CLASS_HEADER ? -1 : (header[6] & 0xff) << 8 | header[7] & 0xff;
    }
}
