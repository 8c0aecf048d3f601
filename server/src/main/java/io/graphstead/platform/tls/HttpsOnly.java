package io.graphstead.platform.tls;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;

/**
 * Looks at the first byte of every connection: one that begins like TLS goes on to the server, any other is taken for plain
 * HTTP and never reaches it.
 */
@Singleton
final class HttpsOnly implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    /** The content type of a TLS record that carries a handshake: RFC 8446, section 5.1. */
    private static final int TLS_HANDSHAKE = 0x16;

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new EveryConnection());
        return event.getBean();
    }

    private static final class EveryConnection implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new OneConnection(channel) : this;
        }
    }

    private record OneConnection(Channel channel) implements NettyServerCustomizer {
        @Override
        public void onInitialPipelineBuilt() {
            if (channel.pipeline().get(SslHandler.class) != null) {
                channel.pipeline().addFirst(new FirstByte());
            }
        }
    }

    private static final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (bytes.getByte(bytes.readerIndex()) != TLS_HANDSHAKE) {
                context.pipeline().remove(SslHandler.class);
                context.pipeline().addAfter(context.name(), "plain-http-answer", new PlainHttpAnswer());
                context.pipeline().addAfter(context.name(), "plain-http-codec", new HttpServerCodec());
            }
            context.fireChannelRead(bytes);
            context.pipeline().remove(this);
        }
    }
}
