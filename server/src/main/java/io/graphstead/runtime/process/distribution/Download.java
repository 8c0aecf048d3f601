package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One archive on its way to this machine. A download that is cut goes on where it was, when the site can do that. */
final class Download {
    private final ReleaseSite site;
    private final DownloadLimits limits;
    private final URI address;
    private final Path target;
    private final InstallProgress progress;
    /** What the site says names this very content; what is there already is added to only as long as it stays the same. */
    private Optional<String> content = Optional.empty();

    /** @param target a file that is made; whoever asks removes it when nothing came of it */
    Download(ReleaseSite site, DownloadLimits limits, URI address, Path target, InstallProgress progress) {
        this.site = site;
        this.limits = limits;
        this.address = address;
        this.target = target;
        this.progress = progress;
    }

    /**
     * @param remedy what to do instead, in words
     * @throws RuntimeFailure in words
     */
    void run(String remedy) throws IOException {
        Files.deleteIfExists(target);
        Files.createFile(target);
        long deadline = System.nanoTime() + limits.whole().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(deadline);
                return;
            } catch (ReleaseSite.Unusable e) {
                throw new RuntimeFailure.Lasting(address + " cannot be fetched: " + e.getMessage() + "; " + remedy, e);
            } catch (FileSystemException e) {
                throw e; // of this machine's disk: another try does not help
            } catch (IOException e) {
                if (noSpace(e)) {
                    throw e;
                }
                if (attempt >= limits.tries() || System.nanoTime() > deadline) {
                    throw new RuntimeFailure.Passing(
                            address + " could not be fetched: " + Unreached.words(e) + " (tried " + attempt + " times, "
                                    + Files.size(target) + " bytes came); check the network and try again, or "
                                    + remedy,
                            e);
                }
                pause(attempt);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private void attempt(long deadline) throws IOException, InterruptedException {
        long have = Files.size(target);
        Map<String, String> headers = new HashMap<>();
        if (have > 0 && content.isPresent()) {
            headers.put("Range", "bytes=" + have + "-");
            headers.put("If-Range", content.get());
        }
        progress.at(have, 0, "asking " + address.getHost() + " for " + Address.fileName(address));
        HttpResponse<InputStream> answer = site.ask("GET", address, headers, limits.answer());
        try (InputStream body = answer.body()) {
            boolean goesOn = answer.statusCode() == 206 && begins(answer, have);
            if (answer.statusCode() != 200 && !goesOn) {
                content = Optional.empty();
                throw Unreached.of(answer.statusCode());
            }
            content = answer.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
            long from = goesOn ? have : 0;
            long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            checkSize(from + Math.max(0, length));
            copy(body, from, length < 0 ? 0 : from + length, deadline);
        }
    }

    private static boolean begins(HttpResponse<?> answer, long have) {
        return answer.headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + have + "-"))
                .isPresent();
    }

    private void copy(InputStream body, long from, long total, long deadline) throws IOException {
        StandardOpenOption how = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        byte[] buffer = new byte[1 << 16];
        long done = from;
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE, how);
                SilenceWatch watch = SilenceWatch.over(body, limits.silence())) {
            for (int read = watch.read(buffer); read >= 0; read = watch.read(buffer)) {
                done += read;
                checkSize(done);
                out.write(buffer, 0, read);
                progress.at(done, total, "fetching " + Address.fileName(address));
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "it was not there after " + limits.whole().toMinutes() + " minutes");
                }
            }
        }
        if (total > 0 && done != total) {
            throw new IOException(done + " of " + total + " bytes came");
        }
    }

    private void checkSize(long bytes) throws ReleaseSite.Unusable {
        if (bytes > limits.maxBytes()) {
            throw new ReleaseSite.Unusable("it is larger than " + (limits.maxBytes() >> 20) + " MB");
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(limits.pause().multipliedBy(attempt));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RuntimeFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RuntimeFailure.Passing("fetching " + address + " was interrupted", e);
    }

    private static boolean noSpace(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }
}
