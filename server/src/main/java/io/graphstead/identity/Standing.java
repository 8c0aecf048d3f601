package io.graphstead.identity;

/**
 * What a token stands for at this moment.
 *
 * @param generation tokens of any other generation are not valid
 */
record Standing(int generation, Caller caller) {}
