package io.graphstead.snapshot;

import io.graphstead.platform.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Archives as objects of a bucket. Each is uploaded in parts, and is there once its upload is completed. */
final class S3Store implements ArchiveStore, AutoCloseable {
    private static final String ENDING = ".tar.zst";
    private static final int FIRST_PART = 8 * 1024 * 1024;
    private static final int LARGEST_PART = 128 * 1024 * 1024;

    /** Parts grow, since an upload has at most 10,000 of them. */
    private static final int GROWS_AFTER = 500;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static S3Store open(String bucket, SnapshotSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(settings.region()))
                .credentialsProvider(settings.credentialsFile()
                        .map(S3Store::credentials)
                        .orElseGet(() -> DefaultCredentialsProvider.builder().build()))
                // Newer checksums are unknown to many other servers; archives have their own.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        settings.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        return new S3Store(builder.build(), bucket, settings.prefix());
    }

    private static AwsCredentialsProvider credentials(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.size() != 2) {
                throw new CannotStart("the file " + file + " (snapshots.credentials-file) must have two lines: the"
                        + " access key id and the secret access key");
            }
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(lines.getFirst(), lines.getLast()));
        } catch (IOException e) {
            throw new CannotStart(
                    "the file " + file + " (snapshots.credentials-file) cannot be read: " + e.getMessage(), e);
        }
    }

    private String key(ArchiveId id) {
        return prefix + id + ENDING;
    }

    /** What is asked of the storage. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(e.getMessage());
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new NoSuchFileException(e.getMessage());
            }
            throw new IOException(place() + " refuses: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new IOException(place() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public long put(ArchiveId id, Writing writing) throws IOException {
        return ask(() -> {
            abortUnfinished(id);
            String upload = client.createMultipartUpload(r -> r.bucket(bucket).key(key(id)))
                    .uploadId();
            Parts parts = new Parts(id, upload);
            try {
                writing.to(parts);
                return parts.complete();
            } catch (IOException | RuntimeException e) {
                abort(id, upload);
                throw e;
            }
        });
    }

    private void abortUnfinished(ArchiveId id) {
        client.listMultipartUploads(r -> r.bucket(bucket).prefix(key(id))).uploads().stream()
                .map(MultipartUpload::uploadId)
                .forEach(left -> abort(id, left));
    }

    private void abort(ArchiveId id, String upload) {
        try {
            client.abortMultipartUpload(r -> r.bucket(bucket).key(key(id)).uploadId(upload));
        } catch (SdkException e) {
            // Nobody sees it; the next try under this id, or the bucket's own rules, do away with it.
        }
    }

    /** One upload. */
    private final class Parts extends OutputStream {
        private final ArchiveId id;
        private final String upload;
        private final List<CompletedPart> done = new ArrayList<>();
        private ByteArrayOutputStream part = new ByteArrayOutputStream(FIRST_PART);
        private long bytes;

        Parts(ArchiveId id, String upload) {
            this.id = id;
            this.upload = upload;
        }

        private int partSize() {
            return (int) Math.min(LARGEST_PART, (long) FIRST_PART << done.size() / GROWS_AFTER);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            int at = from;
            while (at < from + length) {
                int fits = Math.min(from + length - at, partSize() - part.size());
                part.write(some, at, fits);
                at += fits;
                if (part.size() == partSize()) {
                    send();
                }
            }
        }

        private void send() {
            byte[] content = part.toByteArray();
            int number = done.size() + 1;
            String tag = client.uploadPart(
                            r -> r.bucket(bucket).key(key(id)).uploadId(upload).partNumber(number),
                            RequestBody.fromBytes(content))
                    .eTag();
            done.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            bytes += content.length;
            part = new ByteArrayOutputStream(FIRST_PART);
        }

        long complete() {
            if (part.size() > 0 || done.isEmpty()) {
                send();
            }
            client.completeMultipartUpload(
                    r -> r.bucket(bucket).key(key(id)).uploadId(upload).multipartUpload(u -> u.parts(done)));
            return bytes;
        }
    }

    @Override
    public InputStream open(ArchiveId id) throws IOException {
        return ask(() -> client.getObject(r -> r.bucket(bucket).key(key(id))));
    }

    @Override
    public OptionalLong size(ArchiveId id) throws IOException {
        try {
            return ask(() -> OptionalLong.of(
                    client.headObject(r -> r.bucket(bucket).key(key(id))).contentLength()));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void delete(ArchiveId id) throws IOException {
        ask(() -> {
            abortUnfinished(id);
            return client.deleteObject(r -> r.bucket(bucket).key(key(id)));
        });
    }

    @Override
    public OptionalLong room() {
        return OptionalLong.empty();
    }

    @Override
    public String place() {
        return "the bucket " + bucket;
    }

    @Override
    public void close() {
        client.close();
    }
}
