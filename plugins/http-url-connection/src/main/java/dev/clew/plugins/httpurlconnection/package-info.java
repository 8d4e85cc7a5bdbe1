/** {@code http-url-connection}: the JDK's first HTTP client. */
@NullMarked
package dev.clew.plugins.httpurlconnection;

import org.jspecify.annotations.NullMarked;
