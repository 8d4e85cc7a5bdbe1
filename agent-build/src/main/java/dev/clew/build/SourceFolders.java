package dev.clew.build;

import dev.clew.build.plugin.SourceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sources below folders; shown relative to the working directory when they lie below it. */
final class SourceFolders implements SourceFiles {

  private final List<Path> folders;

  SourceFolders(List<String> folders) {
    this.folders = folders.stream().map(Path::of).toList();
  }

  @Override
  public @Nullable List<String> lines(String path) {
    Path file = file(path);
    try {
      return file == null ? null : Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String display(String path) {
    Path file = file(path);
    if (file == null) {
      return path;
    }
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath();
    return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
  }

  private @Nullable Path file(String path) {
    return folders.stream()
        .map(folder -> folder.resolve(path))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }
}
