/**
 * Runs the packed agent in forked JVMs with real libraries: JDKs, class paths, scenarios, reports,
 * and the plan of cases of a family.
 */
@NullMarked
package dev.clew.tests.harness;

import org.jspecify.annotations.NullMarked;
