/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

/**
 * What CREATE FUNCTION says.
 *
 * @param language in upper case, such as JAVA
 */
public record FunctionDefinition(ObjectPath path, String className, String language) {}
