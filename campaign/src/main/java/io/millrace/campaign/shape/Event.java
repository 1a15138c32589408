/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import java.io.Serializable;

/**
 * What flows through the shapes.
 *
 * @param key belongs to one split alone, so that the order within a key is the order of the split
 * @param id unique in the world
 * @param time event time; may be negative
 */
public record Event(int key, int id, long time, int value) implements Serializable {}
