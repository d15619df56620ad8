package crossforce.kit.http;

import java.util.Optional;

/** Ends a call with a fault; unlike a refusal it undoes the transaction that it passes through. */
public final class FaultException extends RuntimeException {
  private final Fault fault;
  private final transient Optional<String> detail;

  public FaultException(Fault fault) {
    super(fault.code(), null, false, false);
    this.fault = fault;
    this.detail = Optional.empty();
  }

  public FaultException(Fault fault, String detail) {
    super(fault.code() + ": " + detail, null, false, false);
    this.fault = fault;
    this.detail = Optional.of(detail);
  }

  public Fault fault() {
    return fault;
  }

  public Optional<String> detail() {
    return detail;
  }
}
