package io.graphstead.api;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Singleton;

/**
 * Which replies are compressed for clients that accept it: text that is long enough to gain by it. Not events: a compressor
 * holds them back until it has enough, and they are to be seen when they happen.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class Compression implements HttpCompressionStrategy {
    private static final long LONG_ENOUGH = 1024;
    /** Replies are small and many: the level that costs least is nearly as good on JSON. */
    private static final int LEVEL = 2;
    /** What the framework has as its default. */
    private static final int ZSTD_ENCODE_SIZE = 1 << 25;

    @Override
    public boolean shouldCompress(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        long length = HttpUtil.getContentLength(response, -1L);
        return type != null
                && MediaType.isTextBased(type)
                && !type.startsWith(MediaType.TEXT_EVENT_STREAM)
                && (length < 0 || length >= LONG_ENOUGH);
    }

    @Override
    public int getCompressionLevel() {
        return LEVEL;
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return ZSTD_ENCODE_SIZE;
    }
}
