/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

/** Writes definitions as statements that a person can read, and reads them again. What is read takes its name from where it stands. */
public interface DefinitionTexts {
    String write(CatalogObject object);

    /**
     * @param text a CREATE TABLE or CREATE VIEW
     * @throws io.millrace.sql.parser.SqlException if it is neither, or wrong
     */
    CatalogObject readObject(ObjectPath path, String text);

    String write(FunctionDefinition function);

    /**
     * @param text a CREATE FUNCTION
     * @throws io.millrace.sql.parser.SqlException if it is none, or wrong
     */
    FunctionDefinition readFunction(ObjectPath path, String text);

    String write(String database, DatabaseDefinition definition);

    /**
     * @param text a CREATE DATABASE
     * @throws io.millrace.sql.parser.SqlException if it is none, or wrong
     */
    DatabaseDefinition readDatabase(String text);
}
