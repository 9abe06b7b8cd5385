package io.cnifp.engine.protocol;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.Optional;

/**
 * The types of what a result holds (containernetworking/cni, {@code pkg/types/020}, {@code 040} and
 * {@code 100}). Members of other names are free.
 *
 * <p>Runs in each ADD: it walks over the document once and keeps nothing.
 */
final class ResultTypes {

  private ResultTypes() {}

  /**
   * Checks a result.
   *
   * @param result the result
   * @param version its version, a supported one
   * @throws JsonException if a member has another type; the message names the place
   */
  static void check(JsonObject result, String version) {
    boolean old = ResultClass.of(version) == ResultClass.V0_2;
    for (JsonObject.Member member : result.members()) {
      JsonValue value = member.value();
      if (value.isNull()) {
        continue;
      }
      if (GoFields.is("cniVersion", member)) {
        GoFields.text(value);
      } else if (GoFields.is("dns", member)) {
        dns(GoFields.object(value));
      } else if (old) {
        if (GoFields.is("ip4", member) || GoFields.is("ip6", member)) {
          oldIp(GoFields.object(value));
        }
      } else if (GoFields.is("interfaces", member)) {
        boolean latest = ResultClass.of(version) == ResultClass.V1;
        GoFields.each(value, each -> networkInterface(GoFields.object(each), latest));
      } else if (GoFields.is("ips", member)) {
        boolean latest = ResultClass.of(version) == ResultClass.V1;
        GoFields.each(value, each -> ip(GoFields.object(each), latest));
      } else if (GoFields.is("routes", member)) {
        GoFields.each(value, each -> route(GoFields.object(each)));
      }
    }
  }

  private static void networkInterface(JsonObject value, boolean latest) {
    for (JsonObject.Member member : value.members()) {
      if (GoFields.is("name", member)
          || GoFields.is("mac", member)
          || GoFields.is("sandbox", member)
          || (latest && (GoFields.is("socketPath", member) || GoFields.is("pciID", member)))) {
        check(member, GoFields::text);
      } else if (latest && GoFields.is("mtu", member)) {
        check(member, GoFields::number);
      }
    }
  }

  private static void ip(JsonObject value, boolean latest) {
    for (JsonObject.Member member : value.members()) {
      if (GoFields.is("address", member)) {
        network(member.value());
      } else if (GoFields.is("gateway", member)) {
        check(member, ResultTypes::address);
      } else if (GoFields.is("interface", member)) {
        check(member, GoFields::number);
      } else if (!latest && GoFields.is("version", member)) {
        check(member, GoFields::text);
      }
    }
  }

  private static void oldIp(JsonObject value) {
    for (JsonObject.Member member : value.members()) {
      if (GoFields.is("ip", member)) {
        network(member.value());
      } else if (GoFields.is("gateway", member)) {
        check(member, ResultTypes::address);
      } else if (GoFields.is("routes", member)) {
        check(member, routes -> GoFields.each(routes, each -> route(GoFields.object(each))));
      }
    }
  }

  private static void route(JsonObject value) {
    for (JsonObject.Member member : value.members()) {
      if (GoFields.is("dst", member)) {
        network(member.value());
      } else if (GoFields.is("gw", member)) {
        check(member, ResultTypes::address);
      } else if (GoFields.is("mtu", member)
          || GoFields.is("advmss", member)
          || GoFields.is("priority", member)
          || GoFields.is("table", member)
          || GoFields.is("scope", member)) {
        check(member, GoFields::number);
      }
    }
  }

  private static void dns(JsonObject value) {
    for (JsonObject.Member member : value.members()) {
      if (GoFields.is("nameservers", member)
          || GoFields.is("search", member)
          || GoFields.is("options", member)) {
        check(member, GoFields::texts);
      } else if (GoFields.is("domain", member)) {
        check(member, GoFields::text);
      }
    }
  }

  private static void check(JsonObject.Member member, GoFields.Type type) {
    if (!member.value().isNull()) {
      type.check(member.value());
    }
  }

  /** Checks an address with a prefix; {@code null} is none either. */
  private static void network(JsonValue value) {
    String text = value.isNull() ? "" : text(value);
    if (IpNetwork.parse(text).isEmpty()) {
      throw value.error("invalid CIDR address: " + JsonString.quote(text) + ", one was expected");
    }
  }

  /** Checks an address; an empty string is none, and as good as nothing. */
  private static void address(JsonValue value) {
    String text = text(value);
    Optional<IpAddress> address = IpAddress.parse(text);
    if (!text.isEmpty() && address.isEmpty()) {
      throw value.error("invalid IP address: " + JsonString.quote(text) + ", one was expected");
    }
  }

  private static String text(JsonValue value) {
    GoFields.text(value);
    return value.asText();
  }
}
