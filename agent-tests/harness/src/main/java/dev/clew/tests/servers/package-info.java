/** Real servers for tests: own port, own folder, stopped by process id. */
@NullMarked
package dev.clew.tests.servers;

import org.jspecify.annotations.NullMarked;
