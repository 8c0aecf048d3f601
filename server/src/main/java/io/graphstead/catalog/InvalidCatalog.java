package io.graphstead.catalog;

import java.util.List;

/** A catalogue that cannot be used. Its message names the file and, one per line, each line, field and what is wrong. */
public final class InvalidCatalog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidCatalog(String file, List<String> problems) {
        super("the catalogue " + file + " cannot be used; correct it and start again:\n  "
                + String.join("\n  ", problems));
    }
}
