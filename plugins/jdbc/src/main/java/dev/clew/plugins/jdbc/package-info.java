/** {@code jdbc}: statements of any JDBC driver. */
@NullMarked
package dev.clew.plugins.jdbc;

import org.jspecify.annotations.NullMarked;
