package crossforce.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Programs unpacked once into the shared cache: a folder there is complete or not there at all. */
final class Unpacked {
  private Unpacked() {}

  /** The folder of that name, made by the given step when it is missing. */
  static Path once(Home home, String name, Consumer<Path> make) {
    var folder = home.cache().resolve(name);
    if (Files.exists(folder)) return folder;
    try {
      Home.folder(home.cache());
      var draft = Files.createTempDirectory(home.cache(), name + ".");
      try {
        make.accept(draft);
        Files.move(draft, folder, ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        delete(draft);
        if (!Files.exists(folder)) throw e; // Else another platform was quicker, which is as good.
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  static void tarXz(InputStream packed, Path into) {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      unpack(tar, into);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack into " + into, e);
    }
  }

  static void zip(InputStream packed, Path into) {
    try (var zip = new ZipArchiveInputStream(packed)) {
      unpack(zip, into);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack into " + into, e);
    }
  }

  private static <E extends ArchiveEntry> void unpack(ArchiveInputStream<E> archive, Path into)
      throws IOException {
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      var target = into.resolve(entry.getName()).normalize();
      if (!target.startsWith(into))
        throw new IOException("entry outside its folder: " + entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Files.createDirectories(target.resolveSibling("."));
      if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(tar.getLinkName()));
        continue;
      }
      Files.copy(archive, target);
      if (entry instanceof TarArchiveEntry tar
          && (tar.getMode() & 0100) != 0
          && !target.toFile().setExecutable(true)) {
        throw new IOException("cannot make executable: " + target);
      }
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) return;
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
