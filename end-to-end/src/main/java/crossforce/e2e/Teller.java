package crossforce.e2e;

import java.io.PrintStream;

/** Prints the story as it happens: what, who, the event's id, how long it took. */
final class Teller {
  private final PrintStream out;

  Teller(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.println();
    out.println(title);
    out.println("-".repeat(title.length()));
  }

  void event(String type, String who, String eventId, long millis) {
    out.printf("  %-26s %-36s %s %6d ms%n", type, who, eventId, millis);
  }

  void say(String line) {
    out.println("  " + line);
  }
}
