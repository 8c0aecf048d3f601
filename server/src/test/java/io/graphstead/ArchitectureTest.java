package io.graphstead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Dependencies point inwards: see the picture in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.graphstead", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.graphstead.";

    @ArchTest
    static final ArchRule refusals_know_nothing_of_the_project = onlyKnows("refusal");

    @ArchTest
    static final ArchRule archives_know_nothing_of_the_project = onlyKnows("archive");

    @ArchTest
    static final ArchRule the_platform_knows_no_feature = onlyKnows("platform", "refusal");

    @ArchTest
    static final ArchRule runtimes_know_no_product_and_no_fleet = onlyKnows("runtime", "archive", "platform");

    @ArchTest
    static final ArchRule engines_know_only_what_crosses_to_a_runtime =
            onlyKnows("engine", "runtime", "archive", "platform");

    @ArchTest
    static final ArchRule archives_know_no_deployment = onlyKnows("snapshot", "runtime", "platform");

    @ArchTest
    static final ArchRule the_catalogue_knows_engines_only = onlyKnows("catalog", "engine", "platform");

    @ArchTest
    static final ArchRule identity_knows_no_deployment = onlyKnows("identity", "refusal", "platform");

    @ArchTest
    static final ArchRule the_audit_log_knows_who_acts_and_not_on_what =
            onlyKnows("audit", "identity", "refusal", "platform");

    @ArchTest
    static final ArchRule the_fleet_knows_no_dialect = onlyKnows(
            "fleet", "identity", "catalog", "engine", "snapshot", "runtime", "archive", "refusal", "platform");

    @ArchTest
    static final ArchRule the_gateway_knows_no_fleet_and_no_engine =
            onlyKnows("gateway", "identity.network", "platform");

    @ArchTest
    static final ArchRule the_gateway_is_known_only_where_the_server_is_put_together = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "gateway..", ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "gateway..");

    @ArchTest
    static final ArchRule dialects_do_not_reach_past_the_fleet =
            onlyKnows("api", "fleet", "audit", "identity", "catalog", "refusal", "platform", "engine");

    @ArchTest
    static final ArchRule pages_do_not_reach_past_the_fleet =
            onlyKnows("console", "api", "fleet", "audit", "identity", "catalog", "refusal", "engine");

    @ArchTest
    static final ArchRule pages_speak_no_dialect = noClasses()
            .that()
            .resideInAPackage(ROOT + "console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "api.graphenedb..", ROOT + "api.typedb..");

    @ArchTest
    static final ArchRule commands_for_servers_know_them_by_http_only = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "cli.client..",
                    ROOT + "cli.terminal..",
                    ROOT + "cli.profile..",
                    ROOT + "cli.session..",
                    ROOT + "cli.database..",
                    ROOT + "cli.administration..",
                    ROOT + "cli.reference..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.graphstead..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            ROOT + "cli.client..",
                            ROOT + "cli.terminal..",
                            ROOT + "cli.profile..",
                            ROOT + "cli.session..",
                            ROOT + "cli.database..",
                            ROOT + "cli.administration..",
                            ROOT + "cli.reference..",
                            ROOT + "platform.folder.."))
                    .as("are the server's"));

    @ArchTest
    static final ArchRule seams_are_crossed_only_where_the_server_is_put_together = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "runtime.process..", ROOT + "engine.neo4j..", ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "runtime.process..", ROOT + "engine.neo4j..");

    @ArchTest
    static final ArchRule the_dialects_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage(ROOT + "api.typedb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "api.graphenedb..");

    @ArchTest
    static final ArchRule packages_do_not_go_in_circles =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_package_is_a_drawer = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..", "..impl..");

    @ArchTest
    static final ArchRule every_package_says_that_it_has_no_nulls = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .resideInAPackage("io.graphstead..")
            .should(new ArchCondition<>("live in a package that is @NullMarked") {
                @Override
                public void check(JavaClass each, ConditionEvents events) {
                    boolean marked = each.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(each, marked, each.getPackageName()));
                }
            });

    private static ArchRule onlyKnows(String feature, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = ROOT + feature + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + others[i] + "..";
        }
        DescribedPredicate<JavaClass> foreign = JavaClass.Predicates.resideInAPackage("io.graphstead..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed));
        return noClasses()
                .that()
                .resideInAPackage(ROOT + feature + "..")
                .should()
                .dependOnClassesThat(foreign.as("are none of " + feature + "'s to know"));
    }
}
