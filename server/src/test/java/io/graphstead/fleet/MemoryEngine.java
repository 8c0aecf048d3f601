package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine for {@link MemoryRuntime}: answers when it is told to. */
final class MemoryEngine implements Engine {
    static final PortPurpose CLIENT = new PortPurpose("client");
    static final PortPurpose HTTP = new PortPurpose("http");

    volatile Readiness answer = new Readiness.Ready();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<PortPurpose> ports() {
        return List.of(CLIENT, HTTP);
    }

    @Override
    public Needs needs(Version version) {
        return new Needs(new Distribution("memory", version.text(), List.of(), List.of()), Optional.empty());
    }

    @Override
    public long reservedMb(Memory memory) {
        return memory.ceilingMb();
    }

    @Override
    public Credentials firstUser(String generatedPassword) {
        return new Credentials("memory", generatedPassword);
    }

    @Override
    public Map<Path, String> seed(Version version, Credentials first) {
        return Map.of(Path.of("user"), first.username());
    }

    @Override
    public Workload.Template workload(ServerSpec spec) {
        return places -> {
            throw new UnsupportedOperationException("nothing is started for real");
        };
    }

    @Override
    public Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        return answer;
    }

    @Override
    public URI connectionUrl(String host, int port) {
        return URI.create("memory://" + host + ":" + port);
    }
}
