package dev.clew.plugin.db;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/** Where calls of a connection go; never holds credentials. */
final class DbTarget {

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  /** Nothing is known but that it speaks SQL. */
  static final DbTarget UNKNOWN = new DbTarget(DbSystem.OTHER, null, null, -1);

  final DbSystem system;
  final @Nullable String namespace;
  final @Nullable String address;

  /** Negative if it is not known. */
  final int port;

  /** The attributes of every span that goes there. */
  final Attributes attributes;

  DbTarget(DbSystem system, @Nullable String namespace, @Nullable String address, int port) {
    this.system = system;
    this.namespace = namespace;
    this.address = address;
    this.port = port;
    // The conventions want the port only where it is not the system's usual one.
    boolean ownPort = address != null && port >= 0 && port != system.defaultPort;
    this.attributes =
        Attributes.builder()
            .put(SYSTEM, system.name)
            .put(NAMESPACE, namespace)
            .put(ADDRESS, address)
            .put(PORT, ownPort ? Long.valueOf(port) : null)
            .build();
  }

  /** What a span without a summary is called. */
  String spanName() {
    if (namespace != null) {
      return namespace;
    }
    if (address != null) {
      return port < 0 ? address : address + ":" + port;
    }
    return system.name;
  }
}
