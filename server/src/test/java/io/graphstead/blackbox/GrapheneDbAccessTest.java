package io.graphstead.blackbox;

import static io.graphstead.blackbox.GrapheneDbClient.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.blackbox.Administration.NewClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what by the GrapheneDB contract, §1 and §2. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class GrapheneDbAccessTest {
    private final BlackBoxTarget target;
    private final Administration administration;
    private final SharedDatabase shared;
    private final List<NewClient> made = new ArrayList<>();

    GrapheneDbAccessTest(BlackBoxTarget target, Administration administration, SharedDatabase shared) {
        this.target = target;
        this.administration = administration;
        this.shared = shared;
    }

    @AfterEach
    void removeClients() {
        made.forEach(administration::remove);
    }

    private GrapheneDbClient with(String role) {
        return remembered(administration.clientWith(role)).grapheneDb();
    }

    private NewClient remembered(NewClient client) {
        made.add(client);
        return client;
    }

    @Test
    void a_reader_sees_everything_but_secrets_and_changes_nothing() {
        GrapheneDbClient reader = with("reader");

        reader.get(database(shared.id())).expect(200);
        reader.get(database(shared.id()) + "/status").expect(200);
        reader.get(database(shared.id()) + "/operations").expect(200);
        reader.get(database(shared.id()) + "/credentials").grapheneDbError(403);
        reader.post(database(shared.id()) + "/pause").grapheneDbError(403);
        reader.post(database(shared.id()) + "/restart", "{}").grapheneDbError(403);
        reader.create(target.environmentId(), "never_made").grapheneDbError(403);
        reader.delete(database(shared.id())).grapheneDbError(403);
    }

    @Test
    void a_writer_does_all_but_terminate() {
        GrapheneDbClient writer = with("writer");

        writer.get(database(shared.id()) + "/credentials").expect(200);
        // Refused for its state, so not for the role.
        writer.post(database(shared.id()) + "/resume").grapheneDbError(400);
        writer.delete(database(shared.id())).grapheneDbError(403);
    }

    @Test
    void an_api_client_makes_no_environments_unless_it_was_given_the_administrator_role() {
        String body = """
                {"label":"never made","organizationId":"%s","grantType":"development","region":"eu-west-1",\
                "cidr":"10.0.0.0/24"}""".formatted(target.organizationId());

        with("operator").post("/deployments/environments", body).grapheneDbError(403);
    }

    @Test
    void access_is_checked_before_fields() {
        with("reader")
                .post(
                        "/deployments/databases/" + BlackBoxTarget.Choice.vendor(),
                        "{\"environmentId\":\"" + target.environmentId() + "\"}")
                .grapheneDbError(403);
    }

    @Test
    void a_database_in_another_environment_of_the_organization_is_403_and_not_in_lists() {
        String elsewhere = administration.environment(target.organizationId(), "Black box " + UUID.randomUUID());
        GrapheneDbClient stranger = remembered(
                        administration.client(target.organizationId(), elsewhere, "administrator"))
                .grapheneDb();

        stranger.get(database(shared.id())).grapheneDbError(403);
        stranger.get(database(shared.id()) + "/operations").grapheneDbError(403);
        stranger.get("/deployments/environments/" + target.environmentId() + "/databases")
                .grapheneDbError(403);
        stranger.delete(database(shared.id())).grapheneDbError(403);
        assertThat(stranger.get("/databases").expect(200).json().get("databases"))
                .isEmpty();
    }

    @Test
    void another_organizations_database_is_told_of_in_the_words_for_what_does_not_exist() {
        String organization = administration.organization();
        String environment = administration.environment(organization, "Elsewhere");
        GrapheneDbClient stranger = remembered(administration.client(organization, environment, "administrator"))
                .grapheneDb();
        String nothing = "0".repeat(32);

        for (String resource : List.of("", "/status", "/operations", "/credentials")) {
            String foreign = stranger.get(database(shared.id()) + resource).grapheneDbError(404);
            String missing = stranger.get(database(nothing) + resource).grapheneDbError(404);
            assertThat(foreign.replace(shared.id(), nothing)).isEqualTo(missing);
        }
        stranger.delete(database(shared.id())).grapheneDbError(404);
        stranger.create(target.environmentId(), "never_made").grapheneDbError(404);
        assertThat(stranger.get("/databases").expect(200).json().get("databases"))
                .isEmpty();
    }

    @Test
    void the_environment_may_be_left_out_by_a_client_that_reaches_just_one() {
        // Refused for its plan, so the environment was found.
        assertThat(with("writer")
                        .post(
                                "/deployments/databases/" + BlackBoxTarget.Choice.vendor(),
                                "{\"name\":\"never_made\",\"plan\":\"ds99\"}")
                        .grapheneDbError(400))
                .contains("ds99");
    }
}
