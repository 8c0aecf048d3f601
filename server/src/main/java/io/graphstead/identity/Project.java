package io.graphstead.identity;

import java.time.Instant;

/**
 * Where access is granted and deployments live: an environment in the GrapheneDB dialect, a project or space in the TypeDB
 * one.
 *
 * @param label free text for people
 * @param slug made from the label, unique in its organization; names it in paths
 * @param grantType its type, such as {@code development}; decides who may be granted it
 * @param cidr the private network that was asked for; kept and shown, without effect on one machine; may be empty
 * @param plainBolt whether clients of what lives in it may do without TLS
 */
public record Project(
        ProjectId id,
        OrganizationId organizationId,
        String label,
        String slug,
        String grantType,
        Placement placement,
        String cidr,
        Instant createdAt,
        boolean plainBolt) {
    /** As it is at first. */
    public Project(
            ProjectId id,
            OrganizationId organizationId,
            String label,
            String slug,
            String grantType,
            Placement placement,
            String cidr,
            Instant createdAt) {
        this(id, organizationId, label, slug, grantType, placement, cidr, createdAt, false);
    }
}
