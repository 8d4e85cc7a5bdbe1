package dev.clew.plugin.db;

/**
 * How a database writes literals, as far as it differs. Where a dialect is not known, what may be a
 * literal in any of them is taken for one.
 */
public enum SqlDialect {
  /** Not known: the cautious reading. */
  GENERIC(false, true, true, true, false, false, false),
  /** The standard: H2, HSQLDB, Derby, DB2 and most others. */
  ANSI(false, false, false, true, false, false, false),
  /** PostgreSQL and what speaks its protocol. */
  POSTGRESQL(false, false, false, true, false, true, false),
  /** MySQL and MariaDB with their default SQL mode. */
  MYSQL(true, true, false, false, true, false, false),
  /** Oracle. */
  ORACLE(false, false, true, false, false, false, false),
  /** SQL Server and Sybase. */
  SQL_SERVER(false, false, false, false, false, true, true),
  /** SQLite. */
  SQLITE(false, false, false, false, false, false, true),
  /** ClickHouse. */
  CLICKHOUSE(true, false, false, true, true, true, false);

  /** A backslash escapes inside of strings. */
  final boolean backslash;

  /** Double quotes make a string, not a name. */
  final boolean doubleQuotedStrings;

  /** {@code q'[it's]'}. */
  final boolean alternativeQuotes;

  /** {@code $tag$ … $tag$}. */
  final boolean dollarQuotes;

  /** {@code # …} to the end of the line. */
  final boolean hashComments;

  /** {@code /* … /* … *}{@code / … *}{@code /} is one comment. */
  final boolean nestedComments;

  /** {@code [name]}. */
  final boolean bracketNames;

  SqlDialect(
      boolean backslash,
      boolean doubleQuotedStrings,
      boolean alternativeQuotes,
      boolean dollarQuotes,
      boolean hashComments,
      boolean nestedComments,
      boolean bracketNames) {
    this.backslash = backslash;
    this.doubleQuotedStrings = doubleQuotedStrings;
    this.alternativeQuotes = alternativeQuotes;
    this.dollarQuotes = dollarQuotes;
    this.hashComments = hashComments;
    this.nestedComments = nestedComments;
    this.bracketNames = bracketNames;
  }
}
