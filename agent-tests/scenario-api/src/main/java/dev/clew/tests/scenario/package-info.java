/**
 * What runs inside a forked application: a {@link dev.clew.tests.scenario.ScenarioMain main} that
 * reads commands, and one base class per family that turns them into calls of the library under
 * test.
 *
 * <p>Java 8, no dependency except the OpenTelemetry API, which the harness puts on the
 * application's class path.
 */
@NullMarked
package dev.clew.tests.scenario;

import org.jspecify.annotations.NullMarked;
