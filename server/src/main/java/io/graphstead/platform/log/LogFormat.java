package io.graphstead.platform.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a line of the log looks, in the file and on the terminal alike. */
final class LogFormat {
    /** Only fields that are set; times in UTC. */
    private static final String FIELDS = Arrays.stream(LogFields.values())
            .map(field -> "%replace( " + field.key() + "=%X{" + field.key() + "}){' " + field.key() + "=$', ''}")
            .collect(Collectors.joining());

    private static final String PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level [%thread] %logger{24}" + FIELDS + " - %msg";

    static final String WITH_STACK_TRACE = "%n%ex";
    private static final String WITHOUT_STACK_TRACE = "%n%nopex";

    private LogFormat() {}

    static PatternLayoutEncoder encoder(LoggerContext context, String end) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN + end);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    static ConsoleAppender<ILoggingEvent> toStandardError(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder(context, WITHOUT_STACK_TRACE));
        appender.start();
        return appender;
    }
}
