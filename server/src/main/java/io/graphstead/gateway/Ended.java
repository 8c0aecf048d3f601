package io.graphstead.gateway;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** How a channel tells that its other side will send no more. */
final class Ended {
    private Ended() {}

    static boolean isEnd(Object event) {
        return event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent;
    }
}
