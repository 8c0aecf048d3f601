package io.graphstead.runtime.process;

import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Workload;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Starts a workload's process by the chain of {@code launch.sh}, detached from the server: a session of its own, no open
 * file of the server's, output to a file. The process itself takes the folder's lock, enters the cgroups and writes its
 * record before it becomes the engine, so at no instant does an engine live that nobody could find again.
 */
final class Launcher {
    /** Longer than the launch may wait for others; a machine that needs more does not work. */
    private static final long PATIENCE_SECONDS = 30;

    private static final String MARK = "gs_launching";

    private final RootFolder root;
    private final Tools tools;
    private final ProcessUsers users;
    private final String script;
    private final boolean resetsSignals;

    Launcher(RootFolder root, Tools tools, ProcessUsers users) {
        this.root = root;
        this.tools = tools;
        this.users = users;
        this.script = script();
        // A server that was started with signals ignored (nohup, a shell's &) would pass that on to the engine.
        this.resetsSignals =
                tools.has("env") && Tools.run(List.of(tools.path("env"), "--default-signal", tools.path("env")));
    }

    private static String script() {
        try (InputStream in = Launcher.class.getResourceAsStream("launch.sh")) {
            if (in == null) {
                throw new IllegalStateException("launch.sh is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("launch.sh cannot be read", e);
        }
    }

    /**
     * One launch.
     *
     * @param ticket the control file's line that must still stand there
     */
    record Order(
            WorkloadName name,
            DeploymentFolder folder,
            String ticket,
            Launched.Start start,
            Views.View view,
            Workload workload) {}

    /** What came of a launch. */
    sealed interface Outcome {
        /** It has begun, or had: it was alive when its own program replaced the launcher. */
        record Begun(ProcessId process) implements Outcome {}

        /** Somebody else acted on the deployment meanwhile. */
        record Overtaken() implements Outcome {}
    }

    Outcome launch(Order order) {
        checkCommand(order.workload());
        String said = run(order);
        Optional<Launched> record = Launched.read(order.folder().record())
                .filter(l -> l.start().ticket().equals(order.start().ticket()));
        if (record.isPresent()) {
            return begun(order, record.get().process(), said);
        }
        if (said.contains("overtaken") || said.isBlank()) { // nothing said and nothing written: another has the lock
            return new Outcome.Overtaken();
        }
        throw new RuntimeFailure.Passing("the process of " + order.name() + " could not be started: " + said);
    }

    private Outcome begun(Order order, ProcessId process, String said) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (Procfs.isAlive(process)) {
            if (Procfs.environmentHas(process.pid(), MARK)
                    .filter(marked -> !marked)
                    .isPresent()) {
                return new Outcome.Begun(process);
            }
            if (System.nanoTime() > end) {
                throw new RuntimeFailure.Passing("the process of " + order.name() + " has not begun its program within "
                        + PATIENCE_SECONDS + " s");
            }
            pause();
        }
        String last = said.isBlank() ? lastLines(order) : said;
        throw new RuntimeFailure.Lasting(
                "the process of " + order.name() + " ended at once: " + (last.isBlank() ? "it wrote nothing" : last));
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while a process was started", e);
        }
    }

    private static void checkCommand(Workload workload) {
        if (workload.command().isEmpty() || !workload.command().getFirst().startsWith("/")) {
            throw new RuntimeFailure.Lasting(
                    "a workload's command must begin with an absolute path: " + workload.command());
        }
        if (workload.command().getFirst().contains("=")) {
            throw new RuntimeFailure.Lasting("a program in a path with \"=\" cannot be started: "
                    + workload.command().getFirst() + "; move it");
        }
        for (String name : workload.environment().keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.startsWith("gs_")) {
                throw new RuntimeFailure.Lasting(
                        "a workload's environment cannot have a variable named \"" + name + "\"");
            }
        }
    }

    /** Runs the chain and answers what it said until the workload's own output began. */
    private String run(Order order) {
        List<String> command = new ArrayList<>(List.of(tools.path("sh"), "-c", script, "ask"));
        command.addAll(order.workload().command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables(order));
        try {
            Process process = builder.start();
            FutureTask<String> said = new FutureTask<>(() -> {
                try (InputStream in = process.getInputStream()) {
                    return new String(in.readNBytes(16_384), StandardCharsets.UTF_8).strip();
                }
            });
            Thread.ofVirtual().name("launch of " + order.name()).start(said);
            return said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException e) {
            throw new RuntimeFailure.Passing(
                    "the process of " + order.name() + " could not be started: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new RuntimeFailure.Passing(
                    "the process of " + order.name() + " has not started within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while the process of " + order.name() + " was started", e);
        }
    }

    private Map<String, String> variables(Order order) {
        Workload workload = order.workload();
        Map<String, String> all = new HashMap<>();
        for (String tool : List.of("setsid", "flock", "sh", "mv", "unshare", "mount")) {
            all.put("gs_" + tool, tools.has(tool) ? tools.path(tool) : tool);
        }
        all.put("gs_text", script);
        all.put("gs_control", root.control(order.name()).toString());
        all.put("gs_ticket", order.ticket());
        all.put("gs_lock", order.folder().lock().toString());
        all.put("gs_cgroups", String.join("\n", order.start().cgroups()));
        all.put("gs_boot", Procfs.bootId());
        all.put("gs_start", order.start().toJson());
        all.put("gs_record", order.folder().record().toString());
        all.put("gs_starts", root.starts().toString());
        all.put("gs_output", new Output(order.folder()).current().toString());
        all.put("gs_become", String.join("\n", users.become(order.start().uid())));
        List<String> binds = new ArrayList<>();
        order.view().binds().forEach((from, to) -> binds.addAll(List.of(from.toString(), to.toString())));
        all.put("gs_binds", String.join("\n", binds));
        all.put("gs_directory", workload.workingDirectory().toString());
        int n = 0;
        for (Map.Entry<String, String> variable : workload.environment().entrySet()) {
            all.put("gs_variable_" + n++, variable.getKey() + "=" + variable.getValue());
        }
        all.put("gs_variables", Integer.toString(n));
        List<String> clean = new ArrayList<>(resetsSignals ? List.of("--default-signal") : List.of());
        for (String fromTheShell : List.of(MARK, "PWD", "OLDPWD", "SHLVL", "_")) {
            if (!workload.environment().containsKey(fromTheShell)) {
                clean.addAll(List.of("-u", fromTheShell));
            }
        }
        all.put("gs_env", tools.path("env"));
        all.put("gs_clean", String.join("\n", clean));
        all.put("gs_names", String.join("\n", all.keySet()) + "\ngs_names\ngs_n");
        all.put(MARK, "1");
        return all;
    }

    private static String lastLines(Order order) {
        return new OutputReading(new Output(order.folder()))
                .read(Optional.empty(), 5).stream().map(OutputLine::text).collect(Collectors.joining("\n"));
    }
}
