package io.graphstead.identity;

/** A member who was just invited, with the token that lets them accept: the only time that it can be read. */
public record InvitedMember(Member member, InvitationToken token) {}
