package io.graphstead.platform.tls;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import jakarta.inject.Singleton;

/** Puts {@link FirstByte} in front of every connection to the HTTP server. */
@Singleton
final class HttpsOnly implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
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
}
