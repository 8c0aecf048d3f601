package io.graphstead.blackbox;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the black-box suites what they share: the {@link BlackBoxTarget}, clients of both dialects, and one running
 * database, made on first use and deleted when the last suite is through. Skips them where there is no target.
 */
final class BlackBox implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(BlackBox.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                target(context).isPresent(),
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
        BlackBoxTarget target = target(context).orElseThrow();
        if (type == BlackBoxTarget.class) {
            return target;
        }
        if (type == Http.class) {
            return http(context, target);
        }
        if (type == GrapheneDbClient.class) {
            return grapheneDb(context, target);
        }
        if (type == TypeDbClient.class) {
            return shared(
                    context,
                    TypeDbClient.class,
                    () -> TypeDbClient.signIn(http(context, target), target, target.typeDb()));
        }
        if (type == Administration.class) {
            Assumptions.assumeTrue(
                    target.adminToken().isPresent(),
                    "needs the installation's token: set GRAPHSTEAD_ADMIN_TOKEN_FILE to a file that can be read");
            return shared(
                    context,
                    Administration.class,
                    () -> new Administration(
                            http(context, target), target, target.adminToken().orElseThrow()));
        }
        return shared(context, SharedDatabase.class, () -> new SharedDatabase(grapheneDb(context, target), target));
    }

    private static Http http(ExtensionContext context, BlackBoxTarget target) {
        return shared(context, Http.class, () -> Http.trusting(target));
    }

    private static GrapheneDbClient grapheneDb(ExtensionContext context, BlackBoxTarget target) {
        return shared(
                context,
                GrapheneDbClient.class,
                () -> GrapheneDbClient.signIn(http(context, target), target.grapheneDb()));
    }

    /** Held in the wrapper because the store computes a value once and closes what can be closed at the very end. */
    private record Found(Optional<BlackBoxTarget> target) {}

    private static Optional<BlackBoxTarget> target(ExtensionContext context) {
        return shared(context, Found.class, () -> new Found(BlackBoxTarget.find()))
                .target();
    }

    private static <T> T shared(ExtensionContext context, Class<T> type, Supplier<T> make) {
        return context.getRoot().getStore(SHARED).getOrComputeIfAbsent(type, _ -> make.get(), type);
    }
}
