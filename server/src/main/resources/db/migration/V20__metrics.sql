-- What deployments used. One row is a point of one deployment, of as many minutes as its span says: of 1 for the last hour,
-- of 10 for the last day, of 60 for the last week, and not kept for longer. Narrow on purpose: a point with its share of the
-- index takes 126 bytes, a deployment that always runs 48 kB.
--
-- No reference to the deployment: it would be checked at each of many small inserts, and who is gone is forgotten in a week.
CREATE TABLE metric_point (
    deployment_id uuid NOT NULL,
    -- minutes since 1970 in which the span begins
    at integer NOT NULL,
    memory_kb integer,
    volume_kb integer,
    -- thousandths of one processor
    cpu_permille integer,
    connections integer,
    -- connections that were opened, in a minute
    opened integer,
    -- bytes in a second, from and to clients
    bytes_in integer,
    bytes_out integer,
    span smallint NOT NULL,
    -- In the order of time, so that the newest stand together and what is too old is found together.
    PRIMARY KEY (span, at, deployment_id)
);
