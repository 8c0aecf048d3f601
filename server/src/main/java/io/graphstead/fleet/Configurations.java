package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.InvalidSetting;
import io.graphstead.engine.OfferedSetting;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings that users make on their deployments. What is changed waits for a restart. */
@Singleton
public class Configurations {
    /** Stands for a secret's value when it is read; sent back it means that it stays as it is. */
    public static final String MASK = "********";

    private static final int MOST = 200;

    private final Requests requests;
    private final RevisionStore revisions;
    private final Engines engines;

    Configurations(Requests requests, RevisionStore revisions, Engines engines) {
        this.requests = requests;
        this.revisions = revisions;
        this.engines = engines;
    }

    /** The newest, secrets masked. Needs reader. */
    public List<ConfigurationEntry> of(Caller caller, DeploymentId id) {
        Deployment deployment = requests.allowed(caller, Role.READER, id).deployment();
        return revisions.drafted(deployment).configuration().stream()
                .map(entry -> entry.secret() ? new ConfigurationEntry(entry.key(), MASK, true) : entry)
                .toList();
    }

    /** What can be set. Needs reader. */
    public List<OfferedSetting> offered(Caller caller, DeploymentId id) {
        Spec spec = requests.allowed(caller, Role.READER, id).deployment().spec();
        return engines.named(spec.engine()).settings(spec.version());
    }

    /** @throws Refused when the caller may not change them; asked before fields are read */
    public void checkMayReplace(Caller caller, DeploymentId id) {
        requests.allowed(caller, Role.WRITER, id);
    }

    /**
     * Puts other settings in the place of all that there are. Needs writer.
     *
     * @param field what the list is called in the request, for what is wrong in it
     */
    public void replace(Caller caller, DeploymentId id, String field, List<ConfigurationEntry> wanted) {
        Spec spec = requests.allowed(caller, Role.WRITER, id).deployment().spec();
        checkKeys(field, wanted);
        requests.draft(id, draft -> {
            Draft changed = draft.withConfiguration(unmasked(field, wanted, draft.configuration()));
            check(field, engines.named(spec.engine()), changed);
            return changed;
        });
    }

    private static void checkKeys(String field, List<ConfigurationEntry> wanted) {
        if (wanted.size() > MOST) {
            throw new Refused(new InvalidField(field, field + " may have at most " + MOST + " entries"));
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!keys.add(wanted.get(i).key())) {
                String at = field + "[" + i + "].key";
                throw new Refused(new InvalidField(
                        at, at + " \"" + wanted.get(i).key() + "\" stands there twice; send each key once"));
            }
        }
    }

    private static List<ConfigurationEntry> unmasked(
            String field, List<ConfigurationEntry> wanted, List<ConfigurationEntry> before) {
        Map<String, String> secrets = new LinkedHashMap<>();
        before.stream().filter(ConfigurationEntry::secret).forEach(entry -> secrets.put(entry.key(), entry.value()));
        List<ConfigurationEntry> unmasked = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            ConfigurationEntry entry = wanted.get(i);
            boolean masked = entry.value().equals(MASK);
            if (masked && !secrets.containsKey(entry.key())) {
                String at = field + "[" + i + "].value";
                throw new Refused(new InvalidField(
                        at,
                        at + " is the mask of a secret, and " + entry.key()
                                + " has no secret value to keep; send its value"));
            }
            // What was kept secret stays so: else its value could be read by leaving the flag out.
            unmasked.add(
                    masked
                            ? new ConfigurationEntry(entry.key(), String.valueOf(secrets.get(entry.key())), true)
                            : entry);
        }
        return unmasked;
    }

    private static void check(String field, Engine engine, Draft draft) {
        Optional<InvalidSetting> invalid = engine.invalid(draft.spec().version(), draft.settings());
        if (invalid.isPresent()) {
            List<String> keys =
                    draft.configuration().stream().map(ConfigurationEntry::key).toList();
            String at = field + "[" + keys.indexOf(invalid.get().key()) + "]";
            throw new Refused(new InvalidField(at, at + ": " + invalid.get().words()));
        }
    }
}
