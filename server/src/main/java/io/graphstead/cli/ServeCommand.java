package io.graphstead.cli;

import io.graphstead.identity.FirstRun;
import io.graphstead.platform.log.ServerLog;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server in the foreground, for a service supervisor or a container; databases outlive it. */
@Command(name = "serve", description = "Runs the server in the foreground until it is told to stop.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        CompletableFuture<RunningServer> server = new CompletableFuture<>();
        // A signal that comes during the start waits for its end, so that nothing is left half started.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> server.thenAccept(RunningServer::close)
                                .exceptionally(neverStarted -> null)
                                .join()));
        try {
            server.complete(RunningServer.start(
                    options.settings(System.getenv()),
                    ServerLog.Terminal.EVERYTHING,
                    RunningServer.AtTheEnd.DATABASES_GO_ON));
        } catch (RuntimeException failed) {
            server.completeExceptionally(failed);
            throw failed;
        }
        spec.commandLine()
                .getOut()
                .println("Graphstead ready at " + server.join().address());
        spec.commandLine().getOut().flush();
        tellFirstRun(server.join());
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    /** On standard error, so that what waits for the line above reads nothing else; and never in the log's file. */
    private void tellFirstRun(RunningServer server) {
        server.beans().getBean(FirstRun.class).token().ifPresent(token -> {
            spec.commandLine()
                    .getErr()
                    .println("Nobody owns this installation yet. Become its owner, once, at " + server.address()
                            + "/console/welcome/" + token);
            spec.commandLine().getErr().flush();
        });
    }
}
