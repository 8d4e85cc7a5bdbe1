package dev.clew.engine.link;

/** What the linker knows of one plugin. */
final class PluginSites {
  final SiteRegistry sites = new SiteRegistry();
  final RefusedLoaders refused = new RefusedLoaders();
}
