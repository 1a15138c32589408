/* SPDX-License-Identifier: Apache-2.0 */
/** Sessions of users who click through a shop. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.clicks;
