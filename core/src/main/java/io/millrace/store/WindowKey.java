/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/**
 * What belongs to one window of one key lies in a slot of its own, under this as the key. It is in the key group of its
 * key alone, so that a key and all its windows stay together.
 */
public record WindowKey(Object key, Object window) {}
