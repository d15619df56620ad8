package crossforce.audit;

import crossforce.contract.ForceId;
import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Wire;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  @Test
  void each_role_may_call_what_the_golden_table_says() {
    var before = Audit.size();
    String event;
    try (var wire = Wire.open()) {
      var own = Stories.tell(wire, Requests.FOURTH);
      Stories.tell(wire, Requests.FIFTH, new ForceId("kent"), new ForceId("essex"));
      event = own.get("offer-made").id().toString();
    }
    Audit.awaitSize(before + 2L * Stories.length());

    AccessTable.of("west-yorkshire")
        .paths("/trails/{requestId}", "/trails/" + Requests.FOURTH, "/trails/" + Requests.FIFTH)
        .paths("/events/{id}", "/events/" + event, "/events/" + event)
        .paths("GET /log/consistency", "/log/consistency?from=1", "/log/consistency?from=2")
        .check("audit-service");
  }
}
