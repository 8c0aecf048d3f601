package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads from a stream that may stop giving without ending: cuts it once nothing has come for a while. */
final class SilenceWatch implements AutoCloseable {
    private final InputStream in;
    private final Duration silence;
    private final AtomicLong reads = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean cut;

    private SilenceWatch(InputStream in, Duration silence) {
        this.in = in;
        this.silence = silence;
    }

    /** @param silence after which, and before twice of which, the stream is cut */
    static SilenceWatch over(InputStream in, Duration silence) {
        SilenceWatch watch = new SilenceWatch(in, silence);
        Thread.ofVirtual().name("silence-watch").start(watch::watch);
        return watch;
    }

    int read(byte[] buffer) throws IOException {
        try {
            int read = in.read(buffer);
            reads.incrementAndGet();
            if (!cut) {
                return read;
            }
        } catch (IOException e) {
            if (!cut) {
                throw e;
            }
        }
        throw new IOException("nothing more came for " + silence.toSeconds() + " s");
    }

    private void watch() {
        try {
            long seen = reads.get();
            while (!over.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                if (reads.get() == seen) {
                    cut = true;
                    in.close();
                    return;
                }
                seen = reads.get();
            }
        } catch (InterruptedException | IOException e) {
            // Whoever reads meets the same stream and says so.
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
