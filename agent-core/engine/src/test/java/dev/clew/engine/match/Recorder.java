package dev.clew.engine.match;

import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what the gate lets through and leaves every class alone. */
final class Recorder implements MatchedClasses {

  final Map<String, List<Integer>> hooks = new ConcurrentHashMap<>();
  final List<String> missed = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @Override
  public byte[] matched(
      ClassLoader loader,
      LoaderState state,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile,
      int[] matched) {
    List<Integer> list = new ArrayList<>();
    for (int hook : matched) {
      list.add(hook);
    }
    hooks.put(internalName, list);
    return null;
  }

  @Override
  public void missed(ClassLoader loader, String internalName) {
    missed.add(internalName);
  }

  @Override
  public void failed(String internalName, Throwable error) {
    failures.add(error);
  }
}
