package io.graphstead.bench;

import com.sun.management.OperatingSystemMXBean;
import io.graphstead.gateway.Speech;
import io.graphstead.platform.tls.ConnectionTls;
import io.graphstead.platform.tls.TestAuthority;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;

/**
 * The gateway beside a direct connection, with TLS on both sides of the comparison: the same server, once with the gateway's
 * own TLS in front of it and once behind the gateway, in turn.
 */
final class GatewayLoad {
    static final int LARGE = 1 << 20;
    static final int SMALL = 64;
    private static final String NAME = "gateway";
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int CLIENTS = 4;
    private static final int ASKED = 2000;
    private static final int IDLE = 5000;
    private static final int SECONDS_OF_HANDSHAKES = 5;

    private final ConnectionTls tls = new TestAuthority().forConnections(List.of());
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    private final List<Channel> servers = new ArrayList<>();

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        int behind = serve(false);
        int direct = serve(true);
        InetSocketAddress address = new InetSocketAddress(GatewayInFront.LOOPBACK, behind);
        try (GatewayInFront gateway = new GatewayInFront(address, Speech.ANY, tls, 2 * IDLE)) {
            return figures(direct, gateway.port());
        } finally {
            servers.forEach(server -> server.close().awaitUninterruptibly());
            loops.shutdownGracefully();
        }
    }

    private List<Figure> figures(int direct, int through) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        // First: what the others leave behind would be taken for part of it.
        Figure idle = idle(through);
        Samples megabytes = new Samples();
        Samples share = new Samples();
        perSecond(direct, ROUND);
        perSecond(through, ROUND);
        for (int round = 0; round < ROUNDS; round++) {
            double bare = perSecond(direct, ROUND);
            double ours = perSecond(through, ROUND);
            megabytes.add(ours);
            share.add(ours / bare);
        }
        figures.add(megabytes.figure(NAME, "results of 1 MB/s", Double.POSITIVE_INFINITY));
        figures.add(share.figure(NAME, "their share of a direct connection's", Double.POSITIVE_INFINITY));
        Samples added = new Samples();
        Samples asked = new Samples();
        medianMillis(direct);
        medianMillis(through);
        for (int round = 0; round < ROUNDS; round++) {
            double bare = medianMillis(direct);
            double ours = medianMillis(through);
            asked.add(ours);
            added.add(ours - bare);
        }
        figures.add(asked.figure(NAME, "small query, ms", Double.POSITIVE_INFINITY));
        figures.add(added.figure(NAME, "added by the gateway, ms", 0.3));
        figures.add(handshakes(through));
        figures.add(idle);
        return figures;
    }

    private double perSecond(int port, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Callable<Integer> client = () -> {
            int count = 0;
            try (SSLSocket socket = IdleClients.connect(IdleClients.believing(), port)) {
                while (System.nanoTime() < end) {
                    IdleClients.ask(socket, 'L');
                    count++;
                }
            }
            return count;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            int all = 0;
            for (Future<Integer> each : threads.invokeAll(List.of(client, client, client, client))) {
                all += each.get();
            }
            return all / (double) time.toSeconds();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static double medianMillis(int port) throws IOException {
        Samples samples = new Samples();
        try (SSLSocket socket = IdleClients.connect(IdleClients.believing(), port)) {
            for (int i = 0; i < ASKED; i++) {
                long begun = System.nanoTime();
                IdleClients.ask(socket, 'S');
                samples.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return samples.percentile(0.5);
    }

    /** By the processor time that this process, the gateway's, takes for them. */
    private static Figure handshakes(int port) throws IOException, InterruptedException {
        Samples perCore = new Samples();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long before = system.getProcessCpuTime();
            Process clients = clients("new", port, SECONDS_OF_HANDSHAKES);
            int count = Integer.parseInt(clients.inputReader().readLine());
            clients.waitFor();
            perCore.add(count / ((system.getProcessCpuTime() - before) / 1e9));
        }
        return perCore.figureAtLeast(NAME, "new TLS connections/s per core", 200);
    }

    /** What this process takes more for them; the server behind the gateway is in it, too. */
    private static Figure idle(int port) throws IOException, InterruptedException {
        try (SSLSocket warm = IdleClients.connect(IdleClients.believing(), port)) {
            IdleClients.ask(warm, 'S');
        }
        System.gc();
        long before = resident();
        Process clients = clients("idle", port, IDLE);
        try {
            if (Integer.parseInt(clients.inputReader().readLine()) != IDLE) {
                throw new IllegalStateException("not all could connect");
            }
            System.gc();
            double megabytes = (resident() - before) / 1024.0;
            return new Figure(NAME, "5,000 idle connections, MB", megabytes, megabytes, megabytes, 100);
        } finally {
            clients.destroyForcibly().waitFor();
        }
    }

    private static Process clients(String what, int port, int much) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClients.class.getName(),
                        what,
                        Integer.toString(port),
                        Integer.toString(much))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private int serve(boolean secured) {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        if (secured) {
                            client.pipeline().addLast(tls.handler(client.alloc()));
                        }
                        client.pipeline().addLast(new Answers());
                    }
                })
                .bind(new InetSocketAddress(GatewayInFront.LOOPBACK, 0))
                .syncUninterruptibly()
                .channel();
        servers.add(server);
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** As much as each byte asks for. */
    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf asked = (ByteBuf) message;
            try {
                while (asked.isReadable()) {
                    int size = asked.readByte() == 'L' ? LARGE : SMALL;
                    context.write(context.alloc().buffer(size).writeZero(size));
                }
            } finally {
                asked.release();
            }
            context.flush();
        }
    }
}
