package io.graphstead.cli.quickstart;

import io.graphstead.cli.RunningServer;
import io.graphstead.cli.RunningServer.AtTheEnd;
import io.graphstead.cli.ServerOptions;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.session.OperationProgress;
import io.graphstead.cli.session.OperationProgress.Shown;
import io.graphstead.cli.terminal.Terminal;
import io.graphstead.platform.folder.AdminToken;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.log.ServerLog;
import io.graphstead.platform.tls.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The first command of the README: from nothing to the rows of a Cypher query. */
@Command(
        name = "quickstart",
        description = "Starts a server, makes a Neo4j database through its API, asks it a question and stays up until"
                + " Ctrl-C. Run again, it reuses what is there.")
public final class QuickstartCommand implements Callable<Integer> {
    private static final String OWNER_EMAIL = "owner@localhost";

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--exit", description = "Stop after the answer instead of staying up.")
    private boolean exitAfterwards;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For picocli, which fills the options in. */
    public QuickstartCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path data = options.dataFolder(System.getenv());
        QuickstartEnv env = new QuickstartEnv(data);
        String password = env.earlier("GRAPHSTEAD_OWNER_PASSWORD").orElseGet(QuickstartCommand::freshPassword);
        CompletableFuture<RunningServer> starting = new CompletableFuture<>();
        // A signal that comes during the start waits for its end, so that nothing is left half started.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> starting.thenAccept(server -> {
                                    tell(out, "Stopping the database and the server …");
                                    server.close();
                                })
                                .exceptionally(neverStarted -> null)
                                .join()));
        tell(out, "Starting the server …");
        RunningServer server = start(starting, password);
        DataFolder folder = server.beans().getBean(DataFolder.class);
        Path tokenFile = server.beans().getBean(AdminToken.class).file();
        tell(out, "  ready at " + server.address());

        ServerApi installation = ServerApi.at(
                server.address(),
                folder.caCertificate(),
                Files.readString(tokenFile).strip());
        tell(out, "Making a database through " + server.address() + " …");
        OperationProgress progress = new OperationProgress(out, Shown.on(Terminal.ofProcess()));
        Map<String, String> made = new Tour(installation, env, progress).take();

        tell(out, "Loading a small graph and asking it a question …");
        List<SmallGraph.Row> rows = SmallGraph.loadAndAsk(
                value(made, "NEO4J_URI"),
                value(made, "NEO4J_USERNAME"),
                value(made, "NEO4J_PASSWORD"),
                folder.caCertificate());
        if (rows.isEmpty()) {
            throw new IllegalStateException("the question was answered with no rows");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("GRAPHSTEAD_URL", server.address().toString());
        all.put("GRAPHSTEAD_CA_FILE", folder.caCertificate().toString());
        all.put("GRAPHSTEAD_ADMIN_TOKEN_FILE", tokenFile.toString());
        all.put("GRAPHSTEAD_OWNER_EMAIL", OWNER_EMAIL);
        all.put("GRAPHSTEAD_OWNER_PASSWORD", password);
        all.putAll(made);
        if (server.beans().getBean(TlsSettings.class).certificateFile().isEmpty()) {
            all.put("NEO4J_URI", forDriversWithoutOurCa(value(made, "NEO4J_URI")));
        }
        env.write(all);
        new Answer(rows, all, env.file()).print(out);
        if (!exitAfterwards) {
            tell(out, "Ctrl-C stops the database and the server; run this command again to go on where you were.");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private RunningServer start(CompletableFuture<RunningServer> starting, String password) {
        try {
            RunningServer server = RunningServer.start(
                    options.with(List.of("owner.email=" + OWNER_EMAIL, "owner.password=" + password))
                            .settings(System.getenv()),
                    ServerLog.Terminal.WARNINGS,
                    AtTheEnd.DATABASES_STOP);
            starting.complete(server);
            return server;
        } catch (RuntimeException failed) {
            starting.completeExceptionally(failed);
            throw failed;
        }
    }

    /**
     * Every driver takes this address as it stands, on a machine whose list of authorities lacks the local CA: encrypted,
     * and the server's certificate believed. It is for the machine itself; elsewhere {@code neo4j+s} with the CA installed
     * is the address to use, which is what the API shows.
     */
    private static String forDriversWithoutOurCa(String uri) {
        return uri.replaceFirst("^neo4j\\+s:", "neo4j+ssc:");
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " was made");
        }
        return value;
    }

    private static String freshPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
