package io.graphstead.snapshot;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where snapshots are stored, and how. */
@ConfigurationProperties("graphstead.snapshots")
public record SnapshotSettings(
        @Describe("Folder that snapshots are stored in. Default: snapshots in the data folder.")
        Optional<Path> folder,

        @Bindable(defaultValue = "false")
        @Describe(
                "Whether snapshots are encrypted where they are stored (AES-256-GCM). They are then of no use without the"
                        + " seal key; those that are there already stay as they are and can be restored.")
        boolean encrypt,

        @Bindable(defaultValue = "false")
        @Describe(
                "Whether each snapshot that a schedule makes is checked: a server is started on a scratch copy of it and asked"
                        + " a query. Meanwhile it takes as much memory as the database.")
        boolean verifyScheduled,

        @Describe("Bucket of an S3-compatible storage that snapshots are stored in, instead of in a folder.")
        Optional<String> bucket,

        @Describe("Address of the S3-compatible storage. Default: that of AWS for the region.")
        Optional<URI> endpoint,

        @Bindable(defaultValue = "us-east-1") @Describe("Region of the bucket.")
        String region,

        @Bindable(defaultValue = "graphstead/") @Describe("What the names of objects in the bucket begin with.")
        String prefix,

        @Describe(
                "File with the access key id in its first line and the secret access key in its second. Default: what AWS's"
                        + " own tools would use (environment, profile, role of the machine).")
        Optional<Path> credentialsFile) {}
