/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.util.List;

/**
 * A source file that was rewritten.
 *
 * @param text what it reads now
 * @param changes how many pieces of its text were replaced
 * @param places what could not be rewritten
 */
public record Rewritten(String text, int changes, List<Place> places) {}
