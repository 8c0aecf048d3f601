package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what its channel receives to the channel on the other side of the gateway, no faster than that one takes it.
 * Both channels live on one event loop. What comes before there is another side is kept; its channel does not read on
 * meanwhile.
 */
final class Carrier extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    private final IntConsumer carried;
    private final AtEnd atEnd;
    private final Queue<ByteBuf> kept = new ArrayDeque<>();
    private @Nullable Channel other;
    private boolean ended;

    /** What becomes of the other side when this one will send no more. */
    enum AtEnd {
        /** It is told so and may go on sending: a client that has asked its last question. */
        TELL,
        /** It is closed: an engine that has ended a connection answers nothing on it. */
        CLOSE
    }

    /** @param carried told how many bytes each time, on the event loop */
    Carrier(IntConsumer carried, AtEnd atEnd) {
        this.carried = carried;
        this.atEnd = atEnd;
    }

    /** From now on what comes goes there, what was kept first. Called on the event loop. */
    void carryTo(Channel side) {
        other = side;
        for (ByteBuf bytes = kept.poll(); bytes != null; bytes = kept.poll()) {
            carry(side, bytes);
        }
        side.flush();
        if (ended) {
            end(side);
        }
    }

    /** Gives what was kept, and its place, to another handler. Called on the event loop. */
    void giveWayTo(ChannelHandlerContext context, ChannelHandler another) {
        context.pipeline().addAfter(context.name(), null, another);
        for (ByteBuf bytes = kept.poll(); bytes != null; bytes = kept.poll()) {
            context.fireChannelRead(bytes);
        }
        context.pipeline().remove(this);
    }

    private void carry(Channel side, ByteBuf bytes) {
        carried.accept(bytes.readableBytes());
        side.write(bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
        } else if (other == null) {
            kept.add(bytes);
        } else {
            carry(other, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (other != null) {
            other.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (other != null) {
            other.config().setAutoRead(context.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (Ended.isEnd(event) && !ended) {
            ended = true;
            if (other != null) {
                end(other);
            }
        } else if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    private void end(Channel side) {
        switch (atEnd) {
            case TELL ->
                side.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
                    if (side instanceof DuplexChannel duplex) {
                        duplex.shutdownOutput();
                    }
                });
            case CLOSE -> close(side);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (other != null) {
            close(other);
        }
        context.fireChannelInactive();
    }

    private static void close(Channel side) {
        side.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
    }

    /** A reset by either side is how many connections end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection through the gateway ends: {}", cause.toString());
        context.close();
    }
}
