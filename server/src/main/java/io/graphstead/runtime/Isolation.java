package io.graphstead.runtime;

import java.util.List;

/**
 * How well a runtime keeps its workloads from each other and from the server, in words for an operator.
 *
 * @param holds what is held apart, such as {@code "own uid"}, {@code "memory limit (cgroup v1)"}
 * @param lacks what could not be had on this machine and why
 */
public record Isolation(List<String> holds, List<String> lacks) {
    public Isolation {
        holds = List.copyOf(holds);
        lacks = List.copyOf(lacks);
    }
}
