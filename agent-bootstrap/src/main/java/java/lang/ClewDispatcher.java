package java.lang;

public final class ClewDispatcher {
  private ClewDispatcher() {}
}
