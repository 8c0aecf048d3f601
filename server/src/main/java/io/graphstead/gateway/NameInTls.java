package io.graphstead.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads whom a client means from the first message of its TLS, and leaves that to be read again. */
final class NameInTls extends AbstractSniHandler<Optional<String>> {
    /** As long as a first message of TLS may be in one record; those of clients are a tenth of it. */
    private static final int LONGEST = 16 * 1024;

    private final Visit visit;

    NameInTls(Visit visit) {
        // The visit's own deadline is the only one.
        super(LONGEST, 0);
        this.visit = visit;
    }

    @Override
    protected Future<Optional<String>> lookup(ChannelHandlerContext context, @Nullable String name) {
        return context.executor().newSucceededFuture(Optional.ofNullable(name));
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext context, @Nullable String name, Future<Optional<String>> found) {
        if (visit.means(found.getNow())) {
            visit.secure(context);
        }
    }
}
