package io.graphstead.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives in a bucket of a real S3 server on the loopback interface. */
class S3StoreTest {
    private static final String BUCKET = "archives";

    private static BlobStoreContext memory;
    private static S3Proxy server;

    @TempDir
    static Path folder;

    private final ArchiveId id = new ArchiveId(UUID.randomUUID());

    @BeforeAll
    static void start() throws Exception {
        memory = ContextBuilder.newBuilder("transient")
                .credentials("key-id", "secret-key")
                .build(BlobStoreContext.class);
        blobs().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(blobs())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key-id", "secret-key")
                .build();
        server.start();
        await("the S3 server is up").until(() -> server.getState().equals("STARTED"));
        Files.writeString(folder.resolve("credentials"), "key-id\nsecret-key\n");
        Files.writeString(folder.resolve("wrong"), "key-id\nanother-key\n");
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        memory.close();
    }

    private static BlobStore blobs() {
        return memory.getBlobStore();
    }

    private static S3Store store(String bucket, String credentials, int port) {
        return S3Store.open(
                bucket,
                new SnapshotSettings(
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(bucket),
                        Optional.of(URI.create("http://127.0.0.1:" + port)),
                        "us-east-1",
                        "prefix/",
                        Optional.of(folder.resolve(credentials))));
    }

    private static S3Store store() {
        return store(BUCKET, "credentials", server.getPort());
    }

    @Test
    void what_is_larger_than_one_part_comes_back_as_it_was() throws IOException {
        byte[] content = new byte[20_000_000];
        new Random(5).nextBytes(content);
        try (S3Store store = store()) {
            assertThat(store.size(id)).isEmpty();
            long bytes = store.put(id, out -> {
                out.write(content, 0, 7);
                out.write(content, 7, content.length - 8);
                out.write(content[content.length - 1]);
            });
            assertThat(bytes).isEqualTo(content.length);
            assertThat(store.size(id)).hasValue(content.length);
            assertThat(blobs().blobExists(BUCKET, "prefix/" + id + ".tar.zst")).isTrue();
            try (InputStream in = store.open(id)) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            store.delete(id);
            store.delete(id);
            assertThat(store.size(id)).isEmpty();
            assertThatThrownBy(() -> store.open(id)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void what_is_not_written_to_its_end_is_not_there_and_leaves_no_upload() {
        try (S3Store store = store()) {
            assertThatThrownBy(() -> store.put(id, out -> {
                        out.write(new byte[9_000_000]);
                        throw new IOException("the disk is broken");
                    }))
                    .hasMessageContaining("the disk is broken");
            assertThat(blobs().blobExists(BUCKET, "prefix/" + id + ".tar.zst")).isFalse();
            assertThat(blobs().listMultipartUploads(BUCKET)).isEmpty();
        }
    }

    @Test
    void a_storage_that_refuses_or_is_not_there_is_told() {
        try (S3Store store = store("no-such-bucket", "credentials", server.getPort())) {
            assertThatThrownBy(() -> store.put(id, out -> {})).isInstanceOf(IOException.class);
        }
        try (S3Store store = store(BUCKET, "wrong", server.getPort())) {
            assertThatThrownBy(() -> store.put(id, out -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the bucket archives refuses");
        }
        try (S3Store store = store(BUCKET, "credentials", 1)) {
            assertThatThrownBy(() -> store.put(id, out -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }
}
