package io.graphstead.cli.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.client.TrustedCa;
import io.graphstead.cli.profile.Profile.Client;
import io.graphstead.cli.profile.Profile.Person;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The profiles of one user: a file for each and one for its token, so that commands that run side by side do not overwrite
 * each other's. All are readable by their owner only.
 */
public final class Profiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param folder such as {@code ~/.config/graphstead}; made when first needed */
    public Profiles(Path folder) {
        this.folder = folder;
    }

    /** A token and when it ends. */
    public record Token(String value, Instant endsAt) {
        @Override
        public String toString() {
            return "Token[" + endsAt + "]";
        }
    }

    public List<String> names() {
        Path profiles = folder.resolve("profiles");
        if (!Files.isDirectory(profiles)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(profiles)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable(profiles, e);
        }
    }

    /** @throws Misused when there is none of that name */
    public Profile get(String name) {
        Profile.checkName(name);
        return read(profile(name)).map(json -> parsed(name, json)).orElseThrow(() -> unknown(name));
    }

    /** The one that is used when none is named. */
    public Optional<String> current() {
        return readText(folder.resolve("current")).map(String::strip).filter(name -> Files.exists(profile(name)));
    }

    public void use(String name) {
        get(name);
        write(folder.resolve("current"), name + "\n");
    }

    public void save(Profile profile) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("url", profile.url().toString());
        profile.ca().ifPresent(ca -> json.put("ca", ca.pem()));
        switch (profile.identity()) {
            case Client client -> json.put("clientId", client.id()).put("clientSecret", client.secret());
            case Person person -> json.put("email", person.email());
        }
        delete(token(profile.name()));
        write(profile(profile.name()), json.toPrettyString());
    }

    /** Forgets it with its secret and its token. */
    public void remove(String name) {
        get(name);
        delete(token(name));
        delete(profile(name));
        if (readText(folder.resolve("current")).map(String::strip).equals(Optional.of(name))) {
            delete(folder.resolve("current"));
        }
    }

    public Optional<Token> token(Profile profile) {
        return read(token(profile.name()))
                .map(json -> new Token(
                        json.path("token").asText(),
                        Instant.ofEpochSecond(json.path("endsAt").asLong())));
    }

    public void keep(Profile profile, Token token) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("token", token.value()).put("endsAt", token.endsAt().getEpochSecond());
        write(token(profile.name()), json.toString());
    }

    private Profile parsed(String name, JsonNode json) {
        Profile.Identity identity = json.has("email")
                ? new Person(json.path("email").asText())
                : new Client(
                        json.path("clientId").asText(),
                        json.path("clientSecret").asText());
        return new Profile(
                name,
                Profile.url(json.path("url").asText()),
                Optional.of(json.path("ca").asText())
                        .filter(pem -> !pem.isEmpty())
                        .map(TrustedCa::new),
                identity);
    }

    private Misused unknown(String name) {
        List<String> names = names();
        return new Misused("there is no profile \"" + name + "\"; "
                + (names.isEmpty()
                        ? "make one with graphstead login"
                        : "there are " + String.join(", ", names) + ", and graphstead login makes new ones"));
    }

    private Path profile(String name) {
        return folder.resolve("profiles").resolve(name + ENDING);
    }

    private Path token(String name) {
        return folder.resolve("tokens").resolve(name + ENDING);
    }

    private static Optional<JsonNode> read(Path file) {
        return readText(file).map(text -> {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new Misused("the file " + file + " is not as it was written; remove it and log in again");
            }
        });
    }

    private static Optional<String> readText(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Misused unusable(Path file, IOException e) {
        return new Misused(file + " cannot be used: " + e + "; make it yours, or set XDG_CONFIG_HOME to another folder");
    }
}
