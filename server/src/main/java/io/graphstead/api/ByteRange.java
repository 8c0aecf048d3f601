package io.graphstead.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for. RFC 9110 §14.
 *
 * @param last its last byte
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a {@code Range} header comes to. */
    sealed interface Asked {
        /** All of it: no range was asked for, or one that servers ignore. */
        record Whole() implements Asked {}

        record Part(ByteRange range) implements Asked {}

        /** A range that begins behind the file's end. */
        record Nothing() implements Asked {}
    }

    static Asked of(Optional<String> header, long length) {
        Matcher one = ONE.matcher(header.orElse("").strip());
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return new Asked.Whole();
        }
        if (one.group(1).isEmpty()) {
            long tail = Math.min(Long.parseLong(one.group(2)), length);
            return tail == 0 ? new Asked.Nothing() : new Asked.Part(new ByteRange(length - tail, length - 1));
        }
        long first = Long.parseLong(one.group(1));
        long last = one.group(2).isEmpty() ? length - 1 : Math.min(Long.parseLong(one.group(2)), length - 1);
        if (first >= length) {
            return new Asked.Nothing();
        }
        return first > last ? new Asked.Whole() : new Asked.Part(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }
}
