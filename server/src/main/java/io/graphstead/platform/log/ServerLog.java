package io.graphstead.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The log of a running server: into {@code server.log}, which rotates, and to standard error, there without stack traces. */
public final class ServerLog implements AutoCloseable {
    private final Logger root;
    private final Level before;
    private final RollingFileAppender<ILoggingEvent> file;

    private ServerLog(Logger root, Level before, RollingFileAppender<ILoggingEvent> file) {
        this.root = root;
        this.before = before;
        this.file = file;
    }

    /** What of the log standard error shows too. */
    public enum Terminal {
        EVERYTHING,
        WARNINGS
    }

    /** @param folder where {@code server.log} and its predecessors lie */
    public static ServerLog open(Path folder, LogSettings settings, Terminal terminal) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("server.log of " + folder);
        file.setFile(folder.resolve("server.log").toString());
        file.setEncoder(LogFormat.encoder(context, LogFormat.WITH_STACK_TRACE));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                folder.resolve("server.%d{yyyy-MM-dd, UTC}.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf(settings.fileMb() + "MB"));
        rolling.setTotalSizeCap(FileSize.valueOf(settings.keptMb() + "MB"));
        rolling.setMaxHistory(settings.keptDays());
        rolling.setCleanHistoryOnStart(true);
        rolling.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(rolling);
        file.start();

        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ServerLog log = new ServerLog(root, root.getLevel(), file);
        root.iteratorForAppenders().forEachRemaining(shown -> limit(shown, terminal));
        root.setLevel(Level.valueOf(settings.level().name()));
        root.addAppender(file);
        return log;
    }

    private static void limit(Appender<ILoggingEvent> shown, Terminal terminal) {
        shown.clearAllFilters();
        if (terminal == Terminal.WARNINGS) {
            ThresholdFilter warnings = new ThresholdFilter();
            warnings.setLevel(Level.WARN.toString());
            warnings.start();
            shown.addFilter(warnings);
        }
    }

    @Override
    public void close() {
        root.detachAppender(file);
        root.setLevel(before);
        file.stop();
    }
}
