/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

/** An order as it comes in: it names a product by its number alone. */
public record Order(long id, int product, int pieces) {}
