package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.List;

/** The header by which a listed load balancer says for whom it comes. Netty's decoder reads it, version 2 only. */
final class ProxyHeader extends ByteToMessageDecoder {
    private final Visit visit;

    ProxyHeader(Visit visit) {
        this.visit = visit;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (FirstBytes.of(in)) {
            case UNDECIDED -> {}
            case PROXY -> {
                context.pipeline().addAfter(context.name(), "proxy-decoder", new HAProxyMessageDecoder());
                context.pipeline().addAfter("proxy-decoder", "proxy-message", new Message());
                context.pipeline().remove(this);
            }
            case TLS, BOLT, HTTP, GARBAGE -> {
                in.skipBytes(in.readableBytes());
                visit.hangUp(Refusal.GARBAGE);
            }
        }
    }

    private final class Message extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!(message instanceof HAProxyMessage header)) {
                context.fireChannelRead(message);
                return;
            }
            try {
                take(context, header);
            } finally {
                ReferenceCountUtil.release(header);
            }
        }

        private void take(ChannelHandlerContext context, HAProxyMessage header) {
            String source = header.sourceAddress();
            if (header.command() == HAProxyCommand.LOCAL || source == null) {
                // The load balancer asks for itself, whether anybody listens.
                context.close();
                return;
            }
            InetAddress client;
            try {
                client = InetAddress.ofLiteral(source);
            } catch (IllegalArgumentException noAddress) {
                visit.hangUp(Refusal.GARBAGE);
                return;
            }
            if (visit.admit(client)) {
                context.pipeline().addAfter(context.name(), null, new Opening(visit));
                context.pipeline().remove(this);
            }
        }
    }
}
