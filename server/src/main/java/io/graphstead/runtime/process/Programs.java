package io.graphstead.runtime.process;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where the programs of engines come from, as the functions that the runtime asks.
 *
 * @param install puts a distribution in place and answers its folder; once there it does nothing
 * @param isInstalled whether it is there
 * @param folderOf where it is, or would be
 * @param findJava home of a Java that fits
 * @param javaRemedy what to do when none does, in words
 */
public record Programs(
        BiFunction<Distribution, InstallProgress, Path> install,
        Predicate<Distribution> isInstalled,
        Function<Distribution, Path> folderOf,
        Function<JavaNeed, Optional<Path>> findJava,
        Function<JavaNeed, String> javaRemedy) {}
