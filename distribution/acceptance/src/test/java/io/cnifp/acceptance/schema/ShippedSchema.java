package io.cnifp.acceptance.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A JSON Schema of the image. */
final class ShippedSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final String source;
  private final Schema schema;

  private ShippedSchema(String source) {
    this.source = source;
    this.schema = REGISTRY.getSchema(source);
  }

  static ShippedSchema read(String name) throws IOException {
    String image = Objects.requireNonNull(System.getProperty("cnifp.image"), "cnifp.image");
    return new ShippedSchema(Files.readString(Path.of(image, "share/schema", name)));
  }

  String source() {
    return source;
  }

  /** What the validator says against a document; empty if nothing. */
  List<String> problems(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /** What draft 2020-12 says against the schema itself. */
  List<String> problemsOfItself() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    return meta.validate(source, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
