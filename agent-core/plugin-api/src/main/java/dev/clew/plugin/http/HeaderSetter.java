package dev.clew.plugin.http;

/**
 * Sets a header on something other than the request itself, such as the builder of an immutable
 * request; see {@link HttpClientSpans#inject(Object, Object, HeaderSetter)}.
 *
 * @param <C> what carries the headers
 */
public interface HeaderSetter<C> {

  /** Sets a header, replacing what was there under this name. */
  void set(C carrier, String name, String value);
}
