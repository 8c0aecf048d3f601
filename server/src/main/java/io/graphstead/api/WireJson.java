package io.graphstead.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * How replies are written: an empty list is shown as one, and what is absent is left out unless a record says otherwise. The
 * framework would leave out empty lists too, which both contracts show.
 */
@Singleton
final class WireJson implements BeanCreatedEventListener<ObjectMapper> {
    @Override
    public ObjectMapper onCreated(BeanCreatedEvent<ObjectMapper> event) {
        return event.getBean().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
    }
}
