/** {@code java-http-client}: the HTTP client of JDK 11 and newer. */
@NullMarked
package dev.clew.plugins.javahttpclient;

import org.jspecify.annotations.NullMarked;
