package io.graphstead.api;

import io.micronaut.context.ExecutionHandleLocator;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.MediaType;
import io.micronaut.http.uri.UriTemplate;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.web.router.DefaultRouteBuilder;
import jakarta.inject.Singleton;

/**
 * Adds the two routes of every {@link Command}: the framework's own annotations on one method make only one. A command
 * reads its body itself, so that any media type gets as far as the method.
 */
@Singleton
final class CommandRoutes extends DefaultRouteBuilder implements ExecutableMethodProcessor<Command> {
    CommandRoutes(
            ExecutionHandleLocator executionHandleLocator,
            UriNamingStrategy uriNamingStrategy,
            ConversionService conversionService) {
        super(executionHandleLocator, uriNamingStrategy, conversionService);
    }

    @Override
    public void process(BeanDefinition<?> controller, ExecutableMethod<?, ?> method) {
        UriTemplate base = UriTemplate.of(uriNamingStrategy.resolveUri(controller));
        for (String path : method.stringValues(Command.class)) {
            String uri = base.nest(path).toString();
            POST(uri, controller, method).consumesAll().produces(MediaType.APPLICATION_JSON_TYPE);
            PUT(uri, controller, method).consumesAll().produces(MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
