package dev.clew.tests.harness;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Class paths by Maven coordinates, resolved in the test's own JVM with the user's settings and
 * local repository. Offline when the build is ({@code -o} arrives as system property {@code
 * clew.offline}). Thread-safe.
 */
public final class Libraries {

  private static final int ATTEMPTS = 3;
  private static final Map<String, List<Path>> RESOLVED = new ConcurrentHashMap<>();

  private Libraries() {}

  /**
   * Resolves artifacts with their runtime dependencies.
   *
   * @param coordinates {@code group:artifact:version} or {@code
   *     group:artifact:extension:classifier:version}
   * @param exclusions {@code group:artifact}, {@code *} allowed
   * @return files in class path order, the given artifacts first
   * @throws IllegalStateException if something cannot be had, after retries unless offline
   */
  public static List<Path> resolve(List<String> coordinates, List<String> exclusions) {
    return coordinates.isEmpty()
        ? List.of()
        : RESOLVED.computeIfAbsent(
            coordinates + " - " + exclusions, key -> load(coordinates, exclusions));
  }

  /** Resolves artifacts with their runtime dependencies. */
  public static List<Path> resolve(String... coordinates) {
    return resolve(List.of(coordinates), List.of());
  }

  /** Resolves one artifact alone. */
  public static Path file(String coordinates) {
    return resolve(List.of(coordinates), List.of("*:*")).get(0);
  }

  private static List<Path> load(List<String> coordinates, List<String> exclusions) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request(coordinates, exclusions);
      } catch (DependencyResolutionException e) {
        if (offline() || attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "Cannot resolve " + coordinates + (offline() ? " offline" : ""), e);
        }
      }
    }
  }

  private static List<Path> request(List<String> coordinates, List<String> exclusions)
      throws DependencyResolutionException {
    Context context = Maven.CONTEXT;
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setIgnoreArtifactDescriptorRepositories(true);
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(context.remoteRepositories());
    List<Exclusion> excluded = exclusions.stream().map(Libraries::exclusion).toList();
    for (String coordinate : coordinates) {
      collect.addDependency(
          new Dependency(new DefaultArtifact(coordinate), JavaScopes.RUNTIME, false, excluded));
    }
    DependencyRequest request =
        new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    return context
        .repositorySystem()
        .resolveDependencies(session, request)
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .map(artifact -> artifact.getFile().toPath())
        .toList();
  }

  private static Exclusion exclusion(String groupAndArtifact) {
    String[] parts = groupAndArtifact.split(":");
    return new Exclusion(parts[0], parts[1], "*", "*");
  }

  private static boolean offline() {
    return System.getProperty("clew.offline", "").endsWith("true"); // offline=true or true
  }

  /** Started at the first request. */
  private static final class Maven {
    static final Context CONTEXT =
        Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).offline(offline()).build());
  }
}
