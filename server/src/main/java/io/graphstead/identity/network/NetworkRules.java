package io.graphstead.identity.network;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.identity.Texts;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Network rules of projects. Reading needs reader on the project, changing administrator. All throw {@link Refused}. */
@Singleton
public class NetworkRules {
    /** GrapheneDB contract §3. */
    static final int MOST = 30;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{2,30}");

    private final NetworkRuleStore store;
    private final Projects projects;
    private final Clock clock;

    NetworkRules(NetworkRuleStore store, Projects projects, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.clock = clock;
    }

    /** Oldest first. */
    public List<NetworkRule> list(Caller caller, ProjectId id) {
        return of(List.of(projects.get(caller, id, Role.READER))).getOrDefault(id, List.of());
    }

    public NetworkRule get(Caller caller, ProjectId project, NetworkRuleId id) {
        return list(caller, project).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    /** Those of projects that the caller was shown, oldest first; projects without rules are not in it. */
    public Map<ProjectId, List<NetworkRule>> of(Collection<Project> shown) {
        return store.of(shown.stream().map(Project::id).toList());
    }

    /** Who may reach each of the projects; those that are not in it have no rules. Asks nobody's role. */
    public Map<ProjectId, AllowedAddresses> allowed(Collection<ProjectId> ids) {
        return store.of(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, rules -> AllowedAddresses.by(rules.getValue())));
    }

    /**
     * @param label 2 to 30 letters, digits, {@code _} and {@code -}; unique in the project regardless of case
     * @param range an address or a range
     */
    public NetworkRule add(Caller caller, ProjectId id, Optional<String> label, Optional<String> range) {
        Project project = projects.get(caller, id, Role.ADMINISTRATOR);
        NetworkRule rule = new NetworkRule(
                NetworkRuleId.random(),
                id,
                label(label),
                IpRange.parse("ipRange", range),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        switch (store.add(rule, MOST)) {
            case DONE -> Touched.made("network-rule", rule.id().value());
            case LABEL_TAKEN ->
                throw new Refused(new NameTaken("label", rule.label(), "environment " + project.label()));
            case TOO_MANY ->
                throw new Refused(new DoesNotFit(
                        "networkRules",
                        "an environment has at most " + MOST
                                + " network rules and this one has them; delete one first"));
            case NO_PROJECT -> throw new Refused(new NotFound("project", id.toString()));
        }
        return rule;
    }

    public void remove(Caller caller, ProjectId project, NetworkRuleId id) {
        projects.get(caller, project, Role.ADMINISTRATOR);
        if (!store.remove(project, id)) {
            throw notFound(id);
        }
    }

    private static String label(Optional<String> given) {
        String words = "2 to 30 letters (A to Z), digits, _ and -";
        String label = given.orElseThrow(() -> Texts.invalid("label", "label is missing; give " + words));
        if (!LABEL.matcher(label).matches()) {
            throw Texts.invalid("label", "label must consist of " + words);
        }
        return label;
    }

    private static Refused notFound(NetworkRuleId id) {
        return new Refused(new NotFound("network rule", id.toString()));
    }
}
