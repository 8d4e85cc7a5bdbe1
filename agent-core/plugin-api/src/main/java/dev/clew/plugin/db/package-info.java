/**
 * Spans of database calls, by the stable database conventions (database spans and SQL, semantic
 * conventions 1.34 and later), and the sanitizing of SQL. Types of {@code java.sql} are touched
 * only by classes whose name begins with Jdbc, so the package loads where that module is missing.
 */
@NullMarked
package dev.clew.plugin.db;

import org.jspecify.annotations.NullMarked;
