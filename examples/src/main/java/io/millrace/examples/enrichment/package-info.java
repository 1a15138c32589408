/* SPDX-License-Identifier: Apache-2.0 */
/** Orders, enriched by a catalogue that is asked over the network. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.enrichment;
