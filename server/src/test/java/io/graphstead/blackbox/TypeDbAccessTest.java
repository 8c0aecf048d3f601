package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.blackbox.Administration.NewClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what by the TypeDB contract, §1, §2 and §4. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class TypeDbAccessTest {
    private final BlackBoxTarget target;
    private final Administration administration;
    private final SharedDatabase shared;
    private final List<NewClient> made = new ArrayList<>();

    TypeDbAccessTest(BlackBoxTarget target, Administration administration, SharedDatabase shared) {
        this.target = target;
        this.administration = administration;
        this.shared = shared;
    }

    @AfterEach
    void removeClients() {
        made.forEach(administration::remove);
    }

    private TypeDbClient remembered(NewClient client) {
        made.add(client);
        return client.typeDb();
    }

    @Test
    void read_gets_and_lists_and_no_more() {
        TypeDbClient reader = remembered(administration.clientWith("reader"));
        String cluster = reader.clusters() + "/" + shared.clusterId();

        reader.get(cluster).expect(200);
        reader.get(reader.clusters()).expect(200);
        assertThat(reader.post(reader.clusters() + "/deploy", "{}").typeDbError(403))
                .as("before any field is looked at")
                .isEqualTo("ACCESS_LEVEL_TOO_LOW");
        reader.post(cluster + "/suspend").typeDbError(403);
        reader.post(cluster + "/resume").typeDbError(403);
        reader.delete(cluster).typeDbError(403);
    }

    @Test
    void only_admin_destroys() {
        for (String role : List.of("writer", "operator")) {
            TypeDbClient client = remembered(administration.clientWith(role));
            String cluster = client.clusters() + "/" + shared.clusterId();

            // Refused for its state, so not for the role.
            client.post(cluster + "/resume").typeDbError(400);
            assertThat(client.delete(cluster).typeDbError(403)).isEqualTo("ACCESS_LEVEL_TOO_LOW");
        }
    }

    @Test
    void a_project_that_the_token_has_no_access_to_is_404() {
        String elsewhere = administration.environment(target.organizationId(), "Black box " + UUID.randomUUID());
        String foreign = administration.organization();
        String foreignHome = administration.environment(foreign, "Elsewhere");
        for (NewClient client : List.of(
                administration.client(target.organizationId(), elsewhere, "administrator"),
                administration.client(foreign, foreignHome, "administrator"))) {
            TypeDbClient stranger = remembered(client);

            stranger.get(stranger.clusters()).typeDbError(404);
            stranger.get(stranger.clusters() + "/" + shared.clusterId()).typeDbError(404);
            stranger.post(stranger.clusters() + "/deploy", "{}").typeDbError(404);
            stranger.delete(stranger.clusters() + "/" + shared.clusterId()).typeDbError(404);
        }
    }
}
