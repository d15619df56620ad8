package crossforce.audit;

import crossforce.contract.ForceId;
import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Operations;
import crossforce.kit.test.Wire;
import crossforce.kit.test.WrongCalls;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  @Test
  void who_may_call_what() {
    var before = Audit.size();
    String event;
    try (var wire = Wire.open()) {
      var own = Stories.tell(wire, Requests.FOURTH);
      Stories.tell(wire, Requests.FIFTH, new ForceId("kent"), new ForceId("essex"));
      event = own.get("offer-made").id().toString();
    }
    Audit.awaitSize(before + 2L * Stories.length());

    AccessTable.of(
            operations()
                .paths(
                    "/trails/{requestId}",
                    "/trails/" + Requests.FOURTH,
                    "/trails/" + Requests.FIFTH)
                .paths("/events/{id}", "/events/" + event, "/events/" + event))
        .check("audit-service");
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_and_changes_nothing() {
    WrongCalls.check(operations().leavingOut(WrongCalls.OF_THE_KIT));
  }

  private static Operations operations() {
    return Operations.of("west-yorkshire")
        .paths("GET /log/consistency", "/log/consistency?from=1", "/log/consistency?from=2");
  }
}
