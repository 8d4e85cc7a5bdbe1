/** Why a library is traced or not: a verdict for every plugin that met a loader, and the others. */
@NullMarked
package dev.clew.engine.ledger;

import org.jspecify.annotations.NullMarked;
