package io.graphstead.cli.session;

import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.terminal.Screen;

/** One command's conversation: the server it talks to and where it shows what came of it. */
public record Session(ServerApi api, Screen screen) {
    /** Finds things by what people call them. */
    public Names names() {
        return new Names(api);
    }
}
