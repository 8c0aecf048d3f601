package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.Caller;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.CannotRun;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** VPC peers of environments: contract §3. Databases run on this machine, which has no cloud network to be joined. */
@Controller("/deployments/environments/{environmentId}/peers")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PeerController {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{2,30}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]{8}([0-9a-f]{9})?");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

    private final Projects projects;

    PeerController(Projects projects) {
        this.projects = projects;
    }

    record NewPeer(
            @Nullable String label,
            @Nullable String awsAccountId,
            @Nullable String vpcId,
            @Nullable String peerVpcRegion) {}

    @Post
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> add(Caller caller, ProjectId environmentId, RequestBody<NewPeer> body) {
        projects.get(caller, environmentId, Role.ADMINISTRATOR);
        NewPeer wanted = body.read();
        check("label", wanted.label(), LABEL, "2 to 30 letters (A to Z), digits, _ and -");
        check("awsAccountId", wanted.awsAccountId(), ACCOUNT, "the 12 digits of an AWS account");
        check("vpcId", wanted.vpcId(), VPC, "the id of a VPC such as vpc-0a1b2c3d");
        check("peerVpcRegion", wanted.peerVpcRegion(), REGION, "a region such as eu-west-1");
        throw new Refused(new CannotRun(
                "VPC peering is not possible here: databases of this installation run on its own machine, which has no"
                        + " cloud network to be joined with; reach them by their connection URLs"));
    }

    @Delete("/{peerId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Caller caller, ProjectId environmentId, String peerId) {
        projects.get(caller, environmentId, Role.ADMINISTRATOR);
        throw new Refused(new NotFound("VPC peer", peerId));
    }

    private static void check(String field, @Nullable String value, Pattern form, String words) {
        if (value == null) {
            throw new Refused(new InvalidField(field, field + " is missing; give " + words));
        }
        if (!form.matcher(value).matches()) {
            throw new Refused(new InvalidField(field, field + " must be " + words));
        }
    }
}
