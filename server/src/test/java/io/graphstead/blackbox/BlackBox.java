package io.graphstead.blackbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the black-box suites what they share: the {@link BlackBoxTarget}, clients of both dialects, and one running
 * database, made on first use and deleted when the tests' JVM ends. Skips them where there is no target.
 */
final class BlackBox implements BeforeAllCallback, ParameterResolver {
    /**
     * For as long as this JVM lives: who runs tests may hand them to it class by class, and JUnit's own store ends with
     * each.
     */
    private static final LinkedHashMap<Class<?>, Object> SHARED = new LinkedHashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                target().isPresent(),
                "no server to aim at: set GRAPHSTEAD_URL and the rest of quickstart.env (see BlackBoxTarget)");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == BlackBoxTarget.class
                || type == Http.class
                || type == GrapheneDbClient.class
                || type == TypeDbClient.class
                || type == Administration.class
                || type == SharedDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        BlackBoxTarget target = target().orElseThrow();
        if (type == BlackBoxTarget.class) {
            return target;
        }
        if (type == Http.class) {
            return http(target);
        }
        if (type == GrapheneDbClient.class) {
            return grapheneDb(target);
        }
        if (type == TypeDbClient.class) {
            return shared(TypeDbClient.class, () -> TypeDbClient.signIn(http(target), target, target.typeDb()));
        }
        if (type == Administration.class) {
            Assumptions.assumeTrue(
                    target.adminToken().isPresent(),
                    "needs the installation's token: set GRAPHSTEAD_ADMIN_TOKEN_FILE to a file that can be read");
            return shared(
                    Administration.class,
                    () -> new Administration(
                            http(target), target, target.adminToken().orElseThrow()));
        }
        return shared(SharedDatabase.class, () -> new SharedDatabase(grapheneDb(target), target));
    }

    private static Http http(BlackBoxTarget target) {
        return shared(Http.class, () -> Http.trusting(target));
    }

    private static GrapheneDbClient grapheneDb(BlackBoxTarget target) {
        return shared(GrapheneDbClient.class, () -> GrapheneDbClient.signIn(http(target), target.grapheneDb()));
    }

    /** Where there may be none, that is found once, too. */
    private record Found(Optional<BlackBoxTarget> target) implements AutoCloseable {
        @Override
        public void close() {
            BlackBoxTarget.end();
        }
    }

    private static Optional<BlackBoxTarget> target() {
        return shared(Found.class, () -> new Found(BlackBoxTarget.find())).target();
    }

    private static synchronized <T> T shared(Class<T> type, Supplier<T> make) {
        Object known = SHARED.get(type);
        if (known == null) {
            if (SHARED.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(BlackBox::end));
            }
            known = make.get();
            SHARED.put(type, known);
        }
        return type.cast(known);
    }

    /** What was made last stands on what was made before. */
    private static synchronized void end() {
        for (Object shared : SHARED.sequencedValues().reversed()) {
            try {
                if (shared instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            } catch (Exception e) {
                System.err.println("left behind: " + shared.getClass().getSimpleName() + ": " + e);
            }
        }
    }
}
