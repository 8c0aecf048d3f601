package io.graphstead.platform.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Answers the one request of a plain connection: a page is sent to the same address with https, a program is told its
 * mistake in the shape that it expects. Then the connection ends; nothing behind this handler hears of it.
 */
final class PlainHttpAnswer extends ChannelInboundHandlerAdapter {
    private static final String WORDS =
            "this port speaks HTTPS only; use https:// in the address, and trust the installation's ca.pem";
    /** How long the rest of a request is read, so that the client sees the answer and not a broken connection. */
    private static final long PATIENCE_SECONDS = 2;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");
    /** Programs' paths of the GrapheneDB API, by their first segment: no page lies below them. */
    private static final List<String> API = List.of(
            "/api/", "/deployments/", "/organizations/", "/operations/", "/databases/", "/people/", "/engines/");

    private boolean answered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !answered) {
            answered = true;
            context.writeAndFlush(answer(request));
            context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (message instanceof LastHttpContent) {
            context.close();
        }
        ReferenceCountUtil.release(message);
    }

    private static FullHttpResponse answer(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return error("/");
        }
        boolean readsPage =
                (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
                        && request.headers().get(HttpHeaderNames.ACCEPT, "").contains("text/html")
                        && API.stream().noneMatch((request.uri() + "/")::startsWith);
        return readsPage
                ? secureAddress(request).map(PlainHttpAnswer::redirect).orElseGet(() -> error("/"))
                : error(request.uri());
    }

    /** Nothing but what a host and a path may be comes back in a header. */
    private static Optional<String> secureAddress(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        boolean sound =
                HOST.matcher(host).matches() && PATH.matcher(request.uri()).matches();
        return sound ? Optional.of("https://" + host + request.uri()) : Optional.empty();
    }

    private static FullHttpResponse redirect(String address) {
        FullHttpResponse response =
                response(HttpResponseStatus.TEMPORARY_REDIRECT, HttpHeaderValues.TEXT_PLAIN.toString(), address + "\n");
        response.headers().set(HttpHeaderNames.LOCATION, address);
        return response;
    }

    private static FullHttpResponse error(String uri) {
        String body = uri.startsWith("/api/")
                ? "{\"code\":\"HTTPS_REQUIRED\",\"message\":\"" + WORDS + "\"}"
                : "{\"error\":\"" + WORDS + "\"}";
        return response(HttpResponseStatus.BAD_REQUEST, HttpHeaderValues.APPLICATION_JSON.toString(), body);
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, String body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
        context.close();
    }
}
