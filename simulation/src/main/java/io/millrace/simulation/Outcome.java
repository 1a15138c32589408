/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/**
 * What became of a world in which all was right.
 *
 * @param seed what the world was drawn from
 * @param traceHash a hash of all that happened: the same for the same seed
 * @param events how many things happened
 * @param faults how many went wrong
 * @param deaths how many processes died
 * @param checkpoints how many checkpoints were completed
 * @param savepoints how many processes started from a savepoint
 */
public record Outcome(
        long seed, long traceHash, long events, int faults, int deaths, int checkpoints, int savepoints) {}
