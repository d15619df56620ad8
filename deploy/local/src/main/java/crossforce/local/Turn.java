package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * One launcher at a time per state folder: two that start the same things at once would spoil each
 * other's work.
 */
final class Turn implements AutoCloseable {
  private final FileChannel lock;

  private Turn(FileChannel lock) {
    this.lock = lock;
  }

  static Turn take(Home home) {
    try {
      var channel =
          FileChannel.open(
              home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock(); // Given back by the operating system when we are killed.
      return new Turn(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + home.state(), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock", e);
    }
  }
}
