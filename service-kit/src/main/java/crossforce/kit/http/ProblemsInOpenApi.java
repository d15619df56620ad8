package crossforce.kit.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Says in the OpenAPI document, once for all operations, what an answer is that is no success. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {
  private static final String NAME = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document.getComponents().addSchema(NAME, schema());
    document
        .getComponents()
        .addResponse(
            NAME,
            OASFactory.createAPIResponse()
                .description("A problem; its type opens a page that says what to do")
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            Problem.MEDIA_TYPE,
                            OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(NAME)))));
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(item -> item.getOperations().forEach(ProblemsInOpenApi::describe));
  }

  private static void describe(HttpMethod method, Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    operation.getResponses().addAPIResponse("default", OASFactory.createAPIResponse().ref(NAME));
  }

  private static Schema schema() {
    var text = OASFactory.createSchema().addType(SchemaType.STRING);
    var error =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .properties(Map.of("field", text, "message", text));
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("What stood in the way, as RFC 9457 has it")
        .addRequired("type")
        .addRequired("title")
        .addRequired("status")
        .addProperty("type", text)
        .addProperty("title", text)
        .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
        .addProperty("detail", text)
        .addProperty("exchange", text)
        .addProperty("errors", OASFactory.createSchema().addType(SchemaType.ARRAY).items(error));
  }
}
