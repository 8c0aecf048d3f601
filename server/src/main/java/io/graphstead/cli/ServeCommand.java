package io.graphstead.cli;

import io.graphstead.platform.log.ServerLog;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server in the foreground, for a service supervisor or a container; databases outlive it. */
@Command(
        name = "serve",
        description = "Runs the server in the foreground until it is told to stop.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = RunningServer.start(options.settings(System.getenv()), ServerLog.Terminal.EVERYTHING);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
        spec.commandLine().getOut().println("Graphstead ready at " + server.address());
        spec.commandLine().getOut().flush();
        // Ends with the process: a signal runs the hook above.
        new CountDownLatch(1).await();
        return 0;
    }
}
