package io.graphstead.platform.database;

import io.graphstead.platform.HealthCheck;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Hands the {@link Database} that the server's start has made to those who inject what they use of it. */
@Factory
@Requires(beans = Database.class)
final class DatabaseBeans {
    /** Closed with the database, after all that uses it. */
    @Singleton
    @Bean(typed = DataSource.class)
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Singleton
    HealthCheck health(Database database) {
        return database::problem;
    }

    @Singleton
    Jdbi jdbi(Database database) {
        return database.jdbi();
    }
}
