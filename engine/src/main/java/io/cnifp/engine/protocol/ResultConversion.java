package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts a result to another version as the reference's library does (containernetworking/cni,
 * {@code pkg/types/020}, {@code 040} and {@code 100}). Members that the library does not know are
 * dropped, and addresses are printed in their shortest form.
 */
final class ResultConversion {
  private static final String[] INTERFACE = {"name", "mac", "sandbox"};
  private static final String[] DNS_LISTS = {"nameservers", "search", "options"};
  private static final String[] ROUTE_NUMBERS = {"mtu", "advmss", "priority"};
  private static final String[] ROUTE_OPTIONS = {"table", "scope"};

  private final JsonObject result;
  private final ResultClass from;
  private final ResultClass to;
  private final JsonObject.Builder converted = JsonObject.builder();

  private ResultConversion(JsonObject result, ResultClass from, ResultClass to) {
    this.result = result;
    this.from = from;
    this.to = to;
  }

  /**
   * Converts a result, whose types were checked.
   *
   * @throws CniException with code 999 if it cannot be converted
   */
  static JsonObject convert(JsonObject result, String from, String to) {
    if (from.equals(to)) {
      return result;
    }
    return new ResultConversion(result, ResultClass.of(from), ResultClass.of(to)).to(to);
  }

  private JsonObject to(String version) {
    converted.put("cniVersion", version);
    if (to == ResultClass.V0_2) {
      if (from == ResultClass.V0_2) {
        same("ip4");
        same("ip6");
      } else {
        families();
      }
    } else {
      List<JsonValue> interfaces = from == ResultClass.V0_2 ? List.of() : interfaces();
      put("interfaces", interfaces);
      put("ips", ips());
      put("routes", routes());
    }
    JsonObject dns = dns();
    if (to != ResultClass.V1 || !dns.isEmpty()) {
      converted.put("dns", dns);
    }
    return converted.build();
  }

  private void put(String name, List<JsonValue> values) {
    if (!values.isEmpty()) {
      converted.put(name, JsonArray.of(values));
    }
  }

  private void same(String family) {
    JsonValue value = GoFields.get(result, family);
    if (!value.isNull()) {
      JsonObject.Builder ip = JsonObject.builder();
      ResultFields.network(value.asObject(), "ip", "ip", ip);
      ResultFields.address(value.asObject(), "gateway", ip);
      List<JsonValue> routes = new ArrayList<>();
      for (JsonValue route : ResultFields.elements(value.asObject(), "routes")) {
        routes.add(route(route.isNull() ? JsonObject.of() : route.asObject()));
      }
      if (!routes.isEmpty()) {
        ip.put("routes", JsonArray.of(routes));
      }
      converted.put(family, ip.build());
    }
  }

  /** Keeps the first address of each family, with the routes of that family. */
  private void families() {
    Optional<JsonObject> ip4 = Optional.empty();
    Optional<JsonObject> ip6 = Optional.empty();
    for (JsonValue value : ResultFields.elements(result, "ips")) {
      JsonObject ip = present(value);
      String family = family(ip);
      ip4 = ip4.isEmpty() && family.equals("4") ? Optional.of(ip) : ip4;
      ip6 = ip6.isEmpty() && family.equals("6") ? Optional.of(ip) : ip6;
    }
    if (ip4.isEmpty() && ip6.isEmpty()) {
      throw cannotConvert("no valid IP addresses");
    }
    List<JsonValue> routes4 = new ArrayList<>();
    List<JsonValue> routes6 = new ArrayList<>();
    for (JsonValue value : ResultFields.elements(result, "routes")) {
      JsonObject.Builder route = JsonObject.builder();
      ResultFields.network(present(value), "dst", "dst", route);
      ResultFields.address(present(value), "gw", route);
      (ResultFields.isV4(present(value), "dst") ? routes4 : routes6).add(route.build());
    }
    ip4.ifPresent(ip -> family("ip4", ip, routes4));
    ip6.ifPresent(ip -> family("ip6", ip, routes6));
  }

  private void family(String name, JsonObject ip, List<JsonValue> routes) {
    JsonObject.Builder json = JsonObject.builder();
    ResultFields.network(ip, "address", "ip", json);
    ResultFields.address(ip, "gateway", json);
    if (!routes.isEmpty()) {
      json.put("routes", JsonArray.of(routes));
    }
    converted.put(name, json.build());
  }

  private List<JsonValue> interfaces() {
    List<JsonValue> all = new ArrayList<>();
    for (JsonValue value : ResultFields.elements(result, "interfaces")) {
      if (value.isNull() && from == to) {
        all.add(value);
        continue;
      }
      JsonObject source = present(value);
      JsonObject.Builder json = JsonObject.builder();
      for (String name : INTERFACE) {
        ResultFields.text(source, name, name.equals("name"), json);
      }
      if (from == ResultClass.V1 && to == ResultClass.V1) {
        ResultFields.number(source, "mtu", json);
        ResultFields.text(source, "socketPath", false, json);
        ResultFields.text(source, "pciID", false, json);
      }
      all.add(json.build());
    }
    return all;
  }

  private List<JsonValue> ips() {
    List<JsonValue> all = new ArrayList<>();
    if (from == ResultClass.V0_2) {
      for (String family : new String[] {"4", "6"}) {
        JsonValue value = GoFields.get(result, "ip" + family);
        if (!value.isNull()) {
          all.add(ip(value.asObject(), "ip", family));
        }
      }
      return all;
    }
    for (JsonValue value : ResultFields.elements(result, "ips")) {
      all.add(
          value.isNull() && from == to
              ? value
              : ip(present(value), "address", family(present(value))));
    }
    return all;
  }

  private JsonObject ip(JsonObject source, String field, String family) {
    JsonObject.Builder json = JsonObject.builder();
    if (to == ResultClass.V0_4) {
      json.put("version", family);
    }
    if (from != ResultClass.V0_2) {
      ResultFields.option(source, "interface", json);
    }
    ResultFields.network(source, field, "address", json);
    ResultFields.address(source, "gateway", json);
    return json.build();
  }

  private String family(JsonObject ip) {
    if (from == ResultClass.V1) {
      return ResultFields.isV4(ip, "address") ? "4" : "6";
    }
    JsonValue version = GoFields.get(ip, "version");
    return version.isNull() ? "" : version.asText();
  }

  private List<JsonValue> routes() {
    List<JsonValue> all = new ArrayList<>();
    if (from != ResultClass.V0_2) {
      for (JsonValue value : ResultFields.elements(result, "routes")) {
        all.add(value.isNull() ? value : route(value.asObject()));
      }
      return all;
    }
    for (String family : new String[] {"ip4", "ip6"}) {
      JsonValue ip = GoFields.get(result, family);
      if (!ip.isNull()) {
        for (JsonValue value : ResultFields.elements(ip.asObject(), "routes")) {
          all.add(route(value.isNull() ? JsonObject.of() : value.asObject()));
        }
      }
    }
    return all;
  }

  private static JsonObject route(JsonObject source) {
    JsonObject.Builder json = JsonObject.builder();
    ResultFields.network(source, "dst", "dst", json);
    ResultFields.address(source, "gw", json);
    for (String name : ROUTE_NUMBERS) {
      ResultFields.number(source, name, json);
    }
    for (String name : ROUTE_OPTIONS) {
      ResultFields.option(source, name, json);
    }
    return json.build();
  }

  private JsonObject dns() {
    JsonValue value = GoFields.get(result, "dns");
    JsonObject source = value.isNull() ? JsonObject.of() : value.asObject();
    JsonObject.Builder json = JsonObject.builder();
    ResultFields.text(source, "domain", false, json);
    for (String name : DNS_LISTS) {
      List<JsonValue> texts = new ArrayList<>();
      for (JsonValue text : ResultFields.elements(source, name)) {
        texts.add(text.isNull() ? JsonString.of("") : text);
      }
      if (!texts.isEmpty()) {
        json.put(name, JsonArray.of(texts));
      }
    }
    return json.build();
  }

  /** The library fails here by a nil pointer. */
  private static JsonObject present(JsonValue value) {
    if (value.isNull()) {
      throw cannotConvert("a list has an element that is null");
    }
    return value.asObject();
  }

  private static CniException cannotConvert(String why) {
    return new CniException(CniError.INTERNAL, "cannot convert: " + why);
  }
}
