package crossforce.billing;

import static crossforce.billing.Neighbours.as;
import static crossforce.billing.Neighbours.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import crossforce.kit.test.Tokens;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListsTest {
  @Test
  void a_list_is_walked_part_by_part_without_loss_or_repetition() {
    try (var neighbours = new Neighbours()) {
      var affairs = Stream.generate(neighbours::agreedAffair).limit(5).toList();
      Supplier<RequestSpecification> auditor = () -> as(Tokens.person("auditor"));

      var all = walk(auditor, "/charges", "chargeId");
      assertThat(all).doesNotHaveDuplicates();
      assertThat(all)
          .containsAll(affairs.stream().map(affair -> affair.charge().toString()).toList());
      org.awaitility.Awaitility.await()
          .untilAsserted(() ->
              assertThat(walk(Neighbours::host, "/accounts/south-yorkshire/entries", "eventId"))
                  .hasSizeGreaterThanOrEqualTo(10));
      assertThat(walk(auditor, "/tariffs", "version")).hasSize(3);
      assertThat(walk(Neighbours::host, "/accounts", "account"))
          .containsExactly("aid-received", "payable");
    }
  }

  @Test
  void charges_are_found_by_request_and_state_and_only_by_those_they_concern() {
    try (var neighbours = new Neighbours()) {
      var affair = neighbours.ratedAffair();
      var path = "/charges?request=" + affair.request();
      host()
          .get(path)
          .then()
          .body("items", hasSize(1))
          .body("items[0].chargeId", equalTo(affair.charge().toString()));
      host().get(path + "&state=agreed").then().body("items", hasSize(0));
      host().get("/charges?state=rated").then().body("items.state", everyItem(equalTo("rated")));
      for (var token :
          List.of(Tokens.person("finance-officer", "kent"), Tokens.person("oversight", "kent"))) {
        as(token).get(path).then().statusCode(200).body("items", hasSize(0));
        as(token).get("/charges/" + affair.charge()).then().statusCode(404);
        as(token).get("/quotes/" + affair.call().quoteId()).then().statusCode(404);
      }
      for (var token :
          List.of(
              Tokens.person("coordinator"),
              Tokens.person("oversight", "west-yorkshire"),
              Tokens.machine("south-yorkshire"))) {
        as(token).get(path).then().statusCode(200).body("items", hasSize(1));
        as(token).get("/charges/" + affair.charge()).then().statusCode(200);
      }
    }
  }

  private static List<String> walk(Supplier<RequestSpecification> who, String path, String field) {
    var found = new ArrayList<String>();
    var after = "";
    do {
      var answer = who.get().queryParam("limit", 2).queryParam("after", after).get(path);
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      answer.<List<Object>>path("items." + field).forEach(item -> found.add(item.toString()));
      after = answer.path("next");
    } while (after != null);
    return found;
  }
}
