package io.graphstead.cli.terminal;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The question before something that cannot be undone. */
public final class Confirmation {
    @Option(
            names = {"-y", "--yes"},
            description = "Does it without asking; needed where there is no terminal to ask on.")
    private boolean yes;

    /** For picocli, which fills the option in. */
    public Confirmation() {}

    /**
     * Returns when it may be done.
     *
     * @param name what has to be typed
     * @param what will be done, such as {@code delete the database orders and its data}
     */
    public void require(Screen screen, String name, String what) {
        if (yes) {
            return;
        }
        Terminal terminal = screen.surroundings().terminal();
        if (!terminal.isThere()) {
            throw new Misused("this would " + what + ", and there is no terminal to ask on; give --yes to do it");
        }
        Optional<String> typed = terminal.ask("This will " + what + ". Type " + name + " to go on: ");
        if (!typed.map(String::strip).equals(Optional.of(name))) {
            throw new NotConfirmed("nothing was done: \"" + typed.orElse("") + "\" is not \"" + name + "\"");
        }
    }

    /** The answer was not the name. Exit code 1. */
    public static final class NotConfirmed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotConfirmed(String words) {
            super(words);
        }
    }
}
