/** {@code apache-httpclient-5}: Apache HttpClient 5, classic. */
@NullMarked
package dev.clew.plugins.apachehttpclient5;

import org.jspecify.annotations.NullMarked;
