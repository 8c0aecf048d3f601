/**
 * What is offered: releases, sizes (plans and machine types), storage types, regions; read from one YAML file and checked
 * at start. Knows what is offered, not what is installed or in use.
 */
@NullMarked
package io.graphstead.catalog;

import org.jspecify.annotations.NullMarked;
