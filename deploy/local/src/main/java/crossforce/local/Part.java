package crossforce.local;

import java.util.List;

/** One process of the platform: how to start it, and how to know that it works. */
interface Part {
  String name();

  Daemon daemon();

  List<Integer> ports();

  /** Prepares and starts the process; returns before it is ready. */
  void launch();

  boolean isReady();

  /** The signal that ends it in good order. */
  default String stopSignal() {
    return "TERM";
  }
}
