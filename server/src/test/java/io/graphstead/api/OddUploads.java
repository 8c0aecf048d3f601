package io.graphstead.api;

import io.graphstead.identity.Role;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Routes that read large bodies in the ways there are, and count how often they did; there only where a test asks for them. */
@Controller("/uploads")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = "odd-routes")
final class OddUploads {
    static final AtomicInteger DONE = new AtomicInteger();
    static volatile CountDownLatch hold = new CountDownLatch(0);
    static volatile CountDownLatch begun = new CountDownLatch(1);

    record Uploaded(long bytes, int done) {}

    @Post("/stream")
    @Allows(Role.READER)
    HttpResponse<Uploaded> stream(HttpRequest<?> request) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[8192];
        try (InputStream in = RequestBody.bytesOf(request).toInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return HttpResponse.created(new Uploaded(bytes, DONE.incrementAndGet()));
    }

    @Post("/part")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Allows(Role.READER)
    HttpResponse<Uploaded> part(@Part("file") CompletedFileUpload file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return HttpResponse.created(new Uploaded(in.readAllBytes().length, DONE.incrementAndGet()));
        }
    }

    @Post("/nothing")
    @Allows(Role.READER)
    HttpResponse<Uploaded> nothing() {
        return HttpResponse.created(new Uploaded(0, DONE.incrementAndGet()));
    }

    /** Answers when it is let go on. */
    @Post("/slow")
    @Allows(Role.READER)
    HttpResponse<Uploaded> slow() throws InterruptedException {
        begun.countDown();
        hold.await();
        return HttpResponse.created(new Uploaded(0, DONE.incrementAndGet()));
    }

    @Post("/broken")
    @Allows(Role.READER)
    HttpResponse<Uploaded> broken() {
        if (DONE.incrementAndGet() % 2 == 1) {
            throw new IllegalStateException("at first it breaks");
        }
        return HttpResponse.created(new Uploaded(0, DONE.get()));
    }
}
